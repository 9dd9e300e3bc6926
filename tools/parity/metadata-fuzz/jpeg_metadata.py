"""JPEGs with segments of metadata of every kind, well-formed or not."""

import io
import struct

from exif_fields import ASCII, BYTE, LONG, RATIONAL, SHORT, UNDEFINED, directory, exif, field, values
from PIL import Image

SIZE = (25, 21)


def picture(mode):
    image = Image.new(mode, SIZE)
    bands = len(image.getbands())
    values_ = [tuple((x * 9 + y * (band + 3) * 4) % 256 for band in range(bands)) for y in range(SIZE[1]) for x in range(SIZE[0])]
    image.putdata([value[0] if bands == 1 else value for value in values_])
    return image


def encoded(mode, **options):
    out = io.BytesIO()
    picture(mode).save(out, "JPEG", **options)
    return out.getvalue()


def bases():
    """Without their JFIF segment, which Pillow writes first, except for CMYK."""
    for mode, options in (("RGB", {}), ("L", {}), ("RGB", {"progressive": True}), ("CMYK", {}), ("RGB", {"subsampling": 0})):
        data = encoded(mode, **options)
        yield data[2 + 2 + struct.unpack(">H", data[4:6])[0] :] if data[3] == 0xE0 else data[2:]


BASES = [*bases()]


def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jfif(chance):
    body = b"JFIF\0\1\1" + bytes([chance.choice([0, 0, 1, 2, 3])]) + struct.pack(">HH", chance.choice([0, 1, 72]), 72) + b"\0\0"
    return segment(0xE0, body[: chance.choice([14] * 12 + [12, 11, 8, 7, 6, 4])])


def xmp(chance):
    n = chance.choice([1, 2, 6, 8, 0, 9])
    text = chance.choice([f'<a tiff:Orientation="{n}"/>', f"<tiff:Orientation>{n}</tiff:Orientation>", "<a/>", ' hdrgm:Version="1.0"'])
    return b"http://ns.adobe.com/xap/1.0/\0" + text.encode()


def exif_segments(chance, data):
    """In one segment, or continued in others."""
    parts = [data]
    while len(data) > 2 and chance.random() < 0.15:
        at = chance.randrange(len(parts[-1]) + 1)
        parts[-1:] = [parts[-1][:at], parts[-1][at:]]
    preamble = b"Exif\0\0" * chance.choice([1] * 20 + [2])
    segments = [segment(0xE1, (preamble if i == 0 else b"Exif\0\0") + part) for i, part in enumerate(parts)]
    if chance.random() < 0.03:
        segments.append(segment(0xE1, b"Exif\0\0" + exif(chance)))
    return segments


def resolution(chance):
    """The fields that Pillow reads when it opens a JPEG."""
    order = chance.choice("<>")
    fields = []
    kind = chance.choice([ASCII, ASCII, BYTE, UNDEFINED, RATIONAL, SHORT, *range(1, 14)])
    count, data = values(chance, kind, order, chance.choice([1, 1, 2]))
    if kind in (ASCII, BYTE, UNDEFINED) and chance.random() < 0.7:
        data = chance.choice([b"\0", b"5\0", b"5", b"a", b"72\0", b"\0\0", b"\x05", b" ", b".", b"-\0", b"5\0\0", b"\xb2"])
        count = len(data)
    fields.append((0x11A, kind, count, data))
    if chance.random() < 0.9:
        fields.append(field(chance, 0x128, None, order))
    if chance.random() < 0.2:
        fields.append(field(chance, 0x11A, None, order))
    if chance.random() < 0.3:
        fields.append((0x112, SHORT, 1, struct.pack(order + "H", chance.randrange(1, 9))))
    start = b"II*\0\x08\0\0\0" if order == "<" else b"MM\0*\0\0\0\x08"
    return start + directory(fields, order, 8)


def pictures_index(chance):
    """MPF: an index of pictures, which may name more or fewer than it has entries."""
    order = chance.choice("<>")
    entries = chance.choice([0, 1, 2, 2, 3])
    number = max(0, entries + chance.choice([-1, 0, 0, 0, 1, 1, 2, 1000]))
    data = b""
    for i in range(entries):
        attribute = chance.choice([0x20030000, 0x20002, 0x20002, 0x1020002, 0x7000000, 0x80000000, 0])
        data += struct.pack(order + "LLLHH", attribute, 500, 0 if i == 0 else 900, 0, 0)
    data = data[: len(data) - chance.choice([0] * 8 + [1, 4, 15])]
    kind = chance.choice([UNDEFINED] * 8 + [BYTE, ASCII, SHORT, LONG])
    size = {SHORT: 2, LONG: 4}.get(kind, 1)
    fields = [
        (0xB000, UNDEFINED, 4, b"0100"),
        (0xB001, LONG, 1, struct.pack(order + "L", number)),
        (0xB002, kind, len(data) // size, data[: len(data) // size * size]),
    ]
    if chance.random() < 0.2:
        fields[1] = field(chance, 0xB001, None, order)
    if chance.random() < 0.1:
        fields.pop(chance.choice([1, 2]))
    prefix = b"II*\0" if order == "<" else b"MM\0*"
    if chance.random() < 0.08:
        prefix = chance.choice([b"MM*\0", b"II\0*", b"MM\0+", b"II+\0", b"XX*\0"])
    start = prefix + struct.pack(order + "L", chance.choice([8] * 20 + [0, 9, 5000]))
    return segment(0xE2, b"MPF\0" + start + directory(fields, order, 8))


def profile_parts(chance):
    """Parts of a profile in any order, some of them cut."""
    count = chance.choice([1, 2, 2, 3])
    parts = [b"ICC_PROFILE\0" + bytes([chance.choice([i + 1, i + 1, 0, 255]), chance.choice([count, count, 9])]) + b"p" * 9 for i in range(count)]
    parts = [part[: chance.choice([len(part)] * 3 + [14, 13, 12, 11])] for part in parts]
    chance.shuffle(parts)
    segments = [segment(0xE2, part) for part in parts]
    if chance.random() < 0.15:  # Pillow puts a profile together at each frame
        segments.insert(chance.randrange(len(segments) + 1), segment(0xC0, b"\x08\0\x15\0\x19\1\1\x11\0"))
    return segments


def tables(chance):
    """DAC, DQT, DHT and DRI, most of them malformed."""
    marker = chance.choice([0xCC, 0xCC, 0xDB, 0xC4, 0xDD])
    if marker == 0xCC:
        body = bytes(chance.choice([0, 1, 15, 16, 31, 32, 0x10, 0x21, 128, 255]) for _ in range(chance.choice([0, 1, 2, 2, 2, 3, 4])))
    elif marker == 0xDB:
        body = bytes([chance.choice([0, 3, 4, 15, 16, 19, 0x20])]) + b"\1" * chance.choice([64, 64, 63, 128, 128, 0, 65])
    elif marker == 0xC4:
        body = bytes([chance.choice([0, 3, 4, 0x10, 0x13, 0x14, 0x20])]) + bytes(chance.choice([[1] + [0] * 15, [0] * 16, [3] + [0] * 15, [1] * 16]))
        body += bytes(range(chance.choice([0, 1, 3, 16])))
    else:
        body = bytes(chance.choice([0, 1, 2, 2, 3]))
    return segment(marker, body)


def applications(chance):
    """Adobe's, Photoshop's and FlashPix's segments, perhaps cut."""
    resource = b"8BIM" + struct.pack(">H", chance.choice([0x3ED, 0x404])) + b"\0\0" + struct.pack(">L", 16) + bytes(16)
    bodies = [(0xEE, b"Adobe\0\x64\0\0\0\0" + bytes([chance.choice([0, 1, 2])])), (0xED, b"Photoshop 3.0\0" + resource), (0xE2, b"FPXR\0\0\0")]
    marker, body = chance.choice(bodies)
    return segment(marker, body[: chance.choice([len(body)] * 2 + [chance.randrange(len(body) + 1)])])


def jpeg(chance, kind):
    """A JPEG with segments of a kind, and perhaps some of others."""
    segments = {
        "exif": lambda: exif_segments(chance, exif(chance)),
        "resolution": lambda: exif_segments(chance, resolution(chance)),
        "index": lambda: [pictures_index(chance) for _ in range(chance.choice([1, 1, 1, 2]))],
        "profile": lambda: profile_parts(chance),
        "tables": lambda: [tables(chance) for _ in range(chance.choice([1, 1, 2]))],
    }[kind]()
    if chance.random() < 0.2:
        segments.insert(chance.choice([0, len(segments)]), segment(0xE1, xmp(chance)))
    if chance.random() < 0.1:
        segments.append(applications(chance))
    if chance.random() < 0.06:
        segments += {"exif": profile_parts, "index": profile_parts}.get(kind, lambda c: exif_segments(c, exif(c)))(chance)
    if chance.random() < 0.6:
        segments.insert(chance.choice([0, 0, 0, len(segments)]), jfif(chance))
    base = chance.choice(BASES)
    if chance.random() < 0.25:  # behind the frame, before the scan
        at = base.index(b"\xff\xda") if b"\xff\xc4" not in base else base.index(b"\xff\xc4")
        return b"\xff\xd8" + base[:at] + b"".join(segments) + base[at:]
    return b"\xff\xd8" + b"".join(segments) + base
