"""Random TIFF structures for EXIF and MPF: directories, tags, types, counts and values of every kind."""

import struct

from PIL import TiffTags
from PIL.ExifTags import IFD, Base

ORIENTATION = Base.Orientation
BYTE, ASCII, SHORT, LONG, RATIONAL, SBYTE, UNDEFINED, SSHORT = range(1, 9)
SLONG, SRATIONAL, FLOAT, DOUBLE, SUBDIRECTORY = range(9, 14)
LONG8 = 16
TYPES = [*range(1, 14), LONG8]
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8}
FORMATS = {SHORT: "H", LONG: "L", SBYTE: "b", SSHORT: "h", SLONG: "l", FLOAT: "f", DOUBLE: "d", SUBDIRECTORY: "L", LONG8: "Q"}

INTEGERS = [0, 1, 2, 3, 5, 6, 8, 9, 72, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 40, 2**32 - 1]
LARGE = [2**32, 2**32 + 6, 2**53 + 1, 10**19, 2**63 - 1, 2**63, 2**64 - 1]
NEGATIVE = [-1, -2, -128, -129, -32767, -32768, -32769, -(2**31)]
FLOATS = [0.0, -0.0, 1.0, 6.0, 0.5, -0.5, -1.0, 1.5, 72.0, 1e-20, -1e-20, 3e38, -3e38, float("nan"), float("inf"), float("-inf"), 2.0**-33, -(2.0**-33), -(2.0**-34)]
DOUBLES = [1e300, -1e300, 1e-300, -1e-300, 5e-324, 2.0**-1023, 2.0**-1024, 2.0**-971, 1 / (2**33 - 2), -1 / (2**33 - 2), 0.1, -0.1, 1.7e308]
TEXTS = ["", "\0", "6", "2", "inch", "inch\0", "cm\0", "none", "JPEG\0", "RGB\0", "Chunky\0", "Contiguous\0", "Safe\0", "text\0", "a\0b\0", "7 x", "0.5", "2/3\0", "1_0", "-1\0", " 5 ", "\xe9t\xe9\0", "5", "9\0", "a", "longer than four\0"]
BYTES = [b"\0", b"\6", b"\6\0", b"0100", b"0", b"5", b"0230", b"\xff", b"\0\0\0\1", b"ASCII\0\0\0text", b"longer than four"]

FIRST_TAGS = [*TiffTags.TAGS_V2]
SIGNED_TAGS = [tag for tag, info in TiffTags.TAGS_V2.items() if info.type == SRATIONAL]
EXIF_TAGS = [33434, 33437, 34850, 34855, 36864, 36867, 37121, 37122, 37377, 37380, 37382, 37385, 37386, 37396, 37500, 37510, 40960, 40961, 40962, 40965, 41486, 41728, 41730, 41988, 42034, 273, 274, 700, 1, 65535]
GPS_TAGS = [*range(0, 33), 273, 500]
INTEROP_TAGS = [1, 2, 4096, 4097, 273]
UNKNOWN_TAGS = [0, 1, 500, 18246, 33434, 37380, 42112, 50706, 50714, 60000, 65535]


def one_value(chance, kind, order):
    """The bytes of a value."""
    if kind in (RATIONAL, SRATIONAL):
        letter = "L" if kind == RATIONAL else "l"
        values = [v for v in INTEGERS + NEGATIVE if fits(letter, v)]
        return struct.pack(order + "2" + letter, chance.choice(values), chance.choice([0, 1, 1, 10, chance.choice(values)]))
    if kind in (FLOAT, DOUBLE):
        return struct.pack(order + FORMATS[kind], chance.choice(FLOATS if kind == FLOAT else FLOATS + DOUBLES))
    values = [v for v in INTEGERS + LARGE + NEGATIVE if fits(FORMATS[kind], v)]
    return struct.pack(order + FORMATS[kind], chance.choice(values))


def fits(letter, value):
    try:
        struct.pack("<" + letter, value)
        return True
    except struct.error:
        return False


def values(chance, kind, order, count):
    """(count, bytes)"""
    if kind == ASCII:
        data = chance.choice(TEXTS).encode("latin-1")
        return len(data), data
    if kind in (BYTE, UNDEFINED):
        data = chance.choice(BYTES)
        return len(data), data
    if kind not in SIZES:
        return count, b"\0\0\0\1"
    return count, b"".join(one_value(chance, kind, order) for _ in range(count))


def usual_type(tag, group):
    info = TiffTags.lookup(tag, group)
    return info.type or SHORT, max(info.length or 1, 1)


def field(chance, tag, group, order):
    """(tag, type, count, bytes): half of the fields have the usual type."""
    kind, count = usual_type(tag, group)
    if chance.random() < 0.5:
        kind = chance.choice(TYPES)
    if chance.random() < 0.02:
        kind = chance.choice([0, 14, 15, 17, 18, 129])
    if chance.random() < 0.35:
        count = chance.choice([0, 1, 1, 2, 2, 3, 4, 5, 20])
    count, data = values(chance, kind, order, count)
    if chance.random() < 0.02:
        count = chance.choice([0, count + 1, 1000, 2**32 - 1])
    return tag, kind, count, data


def orientation(chance, order):
    """Nearly always one that turns the image."""
    turned = chance.choice([2, 3, 4, 5, 6, 7, 8])
    if chance.random() < 0.85:
        kind = chance.choice([SHORT, SHORT, SHORT, LONG])
        return ORIENTATION, kind, 1, struct.pack(order + FORMATS[kind], turned)
    kind = chance.choice(TYPES)
    if kind in FORMATS:
        count = chance.choice([1, 1, 2, 3])
        return ORIENTATION, kind, count, struct.pack(order + FORMATS[kind], turned) * count
    if kind in (RATIONAL, SRATIONAL):
        by = chance.choice([0, 1, 1, 2, -1 if kind == SRATIONAL else 3])
        return ORIENTATION, kind, 1, struct.pack(order + ("2L" if kind == RATIONAL else "2l"), turned * by, by)
    return field(chance, ORIENTATION, None, order)


def pointer(chance, tag, order, at):
    """To a directory that is there, in most cases."""
    kind = chance.choice([LONG] * 8 + [SUBDIRECTORY, SLONG, LONG8, SHORT, *TYPES])
    if chance.random() < 0.05:
        return tag, LONG8, 1, struct.pack(order + "Q", chance.choice(LARGE))
    if chance.random() < 0.1:
        return field(chance, tag, None, order)
    if chance.random() < 0.05:
        at = chance.choice([0, 1, 8, at + 1, 2**31 - 1])
    if kind in FORMATS and fits(FORMATS[kind], at):
        return tag, kind, 1, struct.pack(order + FORMATS[kind], at)
    count, data = values(chance, kind, order, 1)
    return tag, kind, count, data


def directory(fields, order, at, following=0):
    """The bytes of a directory at an offset, with the values behind it."""
    head = struct.pack(order + "H", len(fields))
    data_at = at + 2 + 12 * len(fields) + 4
    data = b""
    for tag, kind, count, value in fields:
        if count * SIZES.get(kind, 1) > 4:
            place = struct.pack(order + "L", data_at + len(data))
            data += value + b"\0" * (len(value) % 2)
        else:
            place = value[:4].ljust(4, b"\0")
        head += struct.pack(order + "HHL", tag, kind, count % 2**32) + place
    return head + struct.pack(order + "L", following) + data


def first_tag(chance):
    """Of the first directory: those that Pillow writes as signed fractions are few, and have rules of their own."""
    return chance.choice(SIGNED_TAGS if chance.random() < 0.1 else FIRST_TAGS + UNKNOWN_TAGS)


def some_fields(chance, tags, group, order, most):
    return [field(chance, chance.choice(tags), group, order) for _ in range(chance.randrange(most + 1))]


def header(chance, order):
    usual = b"II*\0" if order == "<" else b"MM\0*"
    if chance.random() < 0.96:
        return usual + struct.pack(order + "L", 8)
    prefix = chance.choice([b"MM*\0", b"II\0*", b"MM\0+", b"II+\0", b"XX*\0", b"II**", b"", usual])
    return (prefix + struct.pack(order + "L", chance.choice([8, 8, 0, 9, 2**32 - 1])))[: chance.choice([8, 8, 8, 7, 4])]


def exif(chance):
    """A TIFF structure with an orientation, and other fields in up to four directories."""
    order = chance.choice("<>")
    fields = [field(chance, first_tag(chance), None, order) for _ in range(chance.randrange(4))]
    if chance.random() < 0.95:
        fields.append(orientation(chance, order))
    end, blocks = 8 + 2 + 12 * (len(fields) + 2) + 4 + sum(len(data) + 1 for *_, data in fields), []
    for tag, tags, chances in ((IFD.Exif, EXIF_TAGS, 0.35), (IFD.GPSInfo, GPS_TAGS, 0.25)):
        if chance.random() < chances:
            inner = some_fields(chance, tags, tag, order, 3)
            if tag == IFD.Exif and chance.random() < 0.3:
                interop = directory(some_fields(chance, INTEROP_TAGS, IFD.Interop, order, 2), order, end)
                inner.append(pointer(chance, IFD.Interop, order, end))
                blocks.append((end, interop))
                end += len(interop)
            fields.append(pointer(chance, tag, order, end))
            block = directory(inner, order, end)
            blocks.append((end, block))
            end += len(block)
    if chance.random() < 0.7:
        fields.sort(key=lambda entry: entry[0])
    else:
        chance.shuffle(fields)
    data = header(chance, order) + directory(fields, order, 8)
    for at, block in blocks:
        data = data.ljust(at, b"\0") + block
    if chance.random() < 0.03:
        data = data[: chance.randrange(len(data))]
    return data
