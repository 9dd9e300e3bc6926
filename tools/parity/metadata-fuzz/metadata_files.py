"""Small images with metadata of every kind, well-formed or not: file `number` of a seed is always the same."""

import io
import random
import struct
import zlib

from exif_fields import exif
from jpeg_metadata import jpeg, picture, xmp

KINDS = ["exif"] * 6 + ["resolution"] * 2 + ["index"] * 2 + ["profile", "tables", "png", "png", "png", "webp", "webp"]


def png_chunk(kind, body):
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def png_parts(mode):
    out = io.BytesIO()
    picture(mode).save(out, "PNG")
    data = out.getvalue()
    at = data.index(b"IDAT") - 4
    return data[:at], data[at:-12], data[-12:]


PNGS = [png_parts("RGB"), png_parts("L"), png_parts("RGBA"), png_parts("P")]


def raw_profile(chance, data):
    """As ImageMagick writes it, or malformed."""
    digits = data.hex()
    if chance.random() < 0.15:
        digits = chance.choice([digits + "0", digits + "zz", digits[:1] + " " + digits[1:], digits[:2] + " \t" + digits[2:], digits.upper(), ""])
    lines = [digits[i : i + 72] for i in range(0, len(digits), 72)]
    text = f"\nexif\n{len(data):8}\n" + "\n".join(lines) + "\n"
    return text.encode()


def deflated(chance, text):
    """A stream of zlib, which may be cut or damaged."""
    data = zlib.compress(text)
    if chance.random() < 0.8:
        return data
    at = chance.randrange(len(data))
    return chance.choice([data[:at], data[:-4], data + b"more", data[:at] + b"\x55" + data[at + 1 :], b""])


def international(chance, keyword, text):
    flag, method = chance.choice([(0, 0)] * 8 + [(1, 0), (1, 1), (0, 1)])
    language = chance.choice([b"", b"en", b"\xff"])
    body = deflated(chance, text) if flag else text
    data = keyword + b"\0" + bytes([flag, method]) + language + b"\0" + b"\0" + body
    return png_chunk(b"iTXt", data[: chance.choice([len(data)] * 20 + [len(keyword) + 2])])


def text_chunk(chance, keyword, text):
    return chance.choice(
        [
            lambda: png_chunk(b"tEXt", keyword + b"\0" + text),
            lambda: png_chunk(b"tEXt", keyword + b"\0" + text),
            lambda: png_chunk(b"zTXt", keyword + b"\0\0" + deflated(chance, text)),
            lambda: international(chance, keyword, text),
        ]
    )()


def png_metadata(chance):
    """One chunk of metadata."""
    packet = xmp(chance).partition(b"\0")[2] + chance.choice([b"", b"", b"\xff"])
    data = chance.choice([b"", b"Exif\0\0"]) + exif(chance)
    choice = chance.random()
    if choice < 0.45:
        return png_chunk(b"eXIf", data)
    if choice < 0.65:
        return text_chunk(chance, b"Raw profile type exif", raw_profile(chance, data))
    if choice < 0.8:
        return international(chance, b"XML:com.adobe.xmp", packet)
    keyword = chance.choice([b"exif", b"xmp", b"XML:com.adobe.xmp", b"Comment", b"Raw profile type xmp"])
    return text_chunk(chance, keyword, chance.choice([b"", packet, data]))


def png(chance):
    start, pixels, end = chance.choice(PNGS)
    before = [png_metadata(chance) for _ in range(chance.choice([0, 1, 1, 2]))]
    behind = [png_metadata(chance) for _ in range(chance.choice([0, 0, 0, 1, 2]))]
    if chance.random() < 0.15:
        frames = chance.choice([1, 2, 2, 0])
        before.append(png_chunk(b"acTL", struct.pack(">LL", frames, 0)))
        box = struct.pack(">LLLLLHHBB", 0, 25, 21, 0, 0, 1, 1, 0, 0)
        if chance.random() < 0.5:
            before.append(png_chunk(b"fcTL", box))
        if chance.random() < 0.5:
            sequence = struct.pack(">L", 1 if len(before) and before[-1][4:8] == b"fcTL" else 0)
            behind.insert(chance.randrange(len(behind) + 1), png_chunk(b"fcTL", sequence + box[4:]))
    return start + b"".join(before) + pixels + b"".join(behind) + end


def webp_picture(mode, **options):
    out = io.BytesIO()
    picture(mode).save(out, "WEBP", **options)
    return out.getvalue()[12:]


WEBPS = [webp_picture("RGB", lossless=True), webp_picture("RGB", quality=80)]


def riff_chunk(kind, body):
    return kind + struct.pack("<L", len(body)) + body + b"\0" * (len(body) % 2)


def webp(chance):
    data = chance.choice([b"", b"", b"Exif\0\0"]) + exif(chance)
    flags = chance.choice([8, 8, 8, 12, 4, 0])
    chunks = [chance.choice(WEBPS), riff_chunk(b"EXIF", data)]
    if chance.random() < 0.3:
        chunks.append(riff_chunk(b"XMP ", xmp(chance).partition(b"\0")[2]))
    if chance.random() < 0.1:
        chunks.append(riff_chunk(b"EXIF", exif(chance)))
    head = riff_chunk(b"VP8X", struct.pack("<L", flags) + struct.pack("<L", 24)[:3] + struct.pack("<L", 20)[:3])
    body = b"WEBP" + head + b"".join(chunks)
    return b"RIFF" + struct.pack("<L", len(body)) + body


def metadata_file(seed, number):
    """(kind, bytes)"""
    chance = random.Random(f"{seed} {number}")
    kind = chance.choice(KINDS)
    if kind == "png":
        return kind, png(chance)
    return kind, webp(chance) if kind == "webp" else jpeg(chance, kind)
