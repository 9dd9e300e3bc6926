"""What Pillow makes of JPEGs that come in on standard input, each after its length (4 bytes, little
endian): a line of JSON for each. It is a list with an entry for each of the scales 1, 2, 4 and 8: a digest of
the RGB, or Pillow's words; null if no pixel is left. Pillow drafts no lossless JPEG without writing beyond its buffer.
"""

import hashlib
import io
import json
import struct
import sys
import warnings

from PIL import Image

SCALES = (1, 2, 4, 8)
MAX_PIXELS = 1 << 21
SOF3 = b"\xff\xc3"


def outcome(data, scale):
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            asked = (image.width // scale, image.height // scale)
            if 0 in asked:
                return None
            if image.width * image.height > MAX_PIXELS:
                return "too many pixels"
            if scale > 1 and SOF3 in data:
                return "lossless"
            if scale > 1:
                image.draft("RGB", asked)
            size = f"{image.width}x{image.height}"
            return f"{size} {hashlib.sha256(image.convert('RGB').tobytes()).hexdigest()[:16]}"
    except Exception as error:  # noqa: BLE001  Pillow's own words
        words = str(error).split("<_io.BytesIO")[0]
        return f"{type(error).__name__}: {words}".strip()


def main():
    warnings.simplefilter("ignore")
    while head := sys.stdin.buffer.read(4):
        data = sys.stdin.buffer.read(struct.unpack("<I", head)[0])
        print(json.dumps([outcome(data, scale) for scale in SCALES]), flush=True)


main()
