"""What Pillow makes of files with metadata of every kind: SEED FROM COUNT. A line of JSON for each: its kind, its bytes in
base64, and for each recipe a digest of its row, or Pillow's words.
"""

import base64
import hashlib
import io
import json
import sys
import warnings
from pathlib import Path

from metadata_files import metadata_file

sys.path.insert(0, str(Path(__file__).parents[1] / "oracle"))
from oracle import image_to_row  # noqa: E402

RECIPE = {"width": 8, "height": 6, "resample": "bicubic", "fit": "stretch", "alpha": "drop", "pad": "#000000"}
RECIPES = [
    {**RECIPE, "decode": "exact", "orientation": "ignore"},
    {**RECIPE, "decode": "exact", "orientation": "apply"},
    {**RECIPE, "decode": "turbo", "orientation": "apply"},
]


def outcome(data, recipe):
    try:
        row = image_to_row(io.BytesIO(data), recipe, {})
        return hashlib.sha256(row.tobytes()).hexdigest()[:16]
    except Exception as error:  # noqa: BLE001  Pillow's own words
        return f"{type(error).__name__}: {error}".partition("<_io")[0].strip()


def outcomes(data):
    return [outcome(data, recipe) for recipe in RECIPES]


def main():
    warnings.simplefilter("ignore")
    seed, first, count = map(int, sys.argv[1:])
    for number in range(first, first + count):
        kind, data = metadata_file(seed, number)
        print(json.dumps([kind, base64.b64encode(data).decode(), outcomes(data)]))


if __name__ == "__main__":
    main()
