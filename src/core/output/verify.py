#!/usr/bin/env python3
"""Makes each row of the array again from its file, with Pillow, and compares them byte for byte.

Needs Pillow 12.3.0 and NumPy (pip install pillow==12.3.0 numpy). The array and its manifest are
looked for beside this script. Rows that the manifest marks approximate may differ, and are counted
separately; files without a row are skipped. The exit code is 0 if all other rows are equal.
"""

import argparse
import json
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import PIL
from PIL import Image

NAME = "images"
ROW_SHAPE = (64, 64, 3)
PILLOW = "12.3.0"
warnings.simplefilter("ignore")


def row_of(im):
    """The row of an image that Pillow has opened: the recipe of this array."""
    im = im.convert("RGB")
    im = im.resize((64, 64), Image.Resampling.BICUBIC)
    return np.asarray(im)


def find(path, folders):
    """The file of a path: in one of the folders, or in the folder that the path begins with."""
    root, _, below = path.partition("/")
    candidates = [folder / path for folder in folders]
    candidates += [folder / below for folder in folders if below and folder.name == root]
    return next((file for file in candidates if file.is_file()), None)


def make_row(path, folders):
    """The row that Pillow makes of a file and None, or None and the reason."""
    try:
        file = find(path, folders)
        if file is None:
            return None, "not found"
        with Image.open(file) as im:
            return row_of(im), None
    except Exception as error:
        return None, f"refused by Pillow: {type(error).__name__}: {error}"


def read_options():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folder", nargs="+", type=Path, help="the folder that was dropped, or one that contains it"
    )
    parser.add_argument("--array", type=Path, default=here / f"{NAME}.npy")
    parser.add_argument("--manifest", type=Path, default=here / f"{NAME}.manifest.jsonl")
    parser.add_argument("--formats", help="only rows of these formats, for example jpeg,png")
    options = parser.parse_args()
    for folder in options.folder:
        if not folder.is_dir():
            parser.error(f"{folder} is not a folder")
    return options


def read_line(number, text):
    try:
        line = json.loads(text)
        if {"path", "format", "verdict", "row"} <= line.keys():
            return line
    except (ValueError, AttributeError):  # not JSON, or not an object
        pass
    raise ValueError(f"line {number} is not a line of a manifest")


def read_results(options):
    """The array, and the lines of the manifest that have a row. Exits if they do not match."""
    file = options.array
    try:
        array = np.lib.format.open_memmap(file, mode="r")  # np.load accepts archives too
        file = options.manifest
        with open(file, encoding="utf-8") as manifest:
            lines = [read_line(number, text) for number, text in enumerate(manifest, 1)]
    except Exception as error:  # the exceptions that NumPy raises depend on the damage
        sys.exit(f"{file} cannot be read: {error}")
    lines = [line for line in lines if line["row"] is not None]
    if array.dtype != np.uint8 or array.shape != (len(lines), *ROW_SHAPE):
        sys.exit(f"the array is {array.dtype} {array.shape}, not uint8 {(len(lines), *ROW_SHAPE)}")
    if [line["row"] for line in lines] != list(range(len(lines))):
        sys.exit(f"the manifest's rows are not 0 to {len(lines) - 1}, in this order")
    if options.formats:
        lines = [line for line in lines if line["format"] in options.formats.lower().split(",")]
    return array, lines


def compare(array, lines, folders):
    """Prints each exact row that differs from Pillow's. Returns the number of exact rows that are
    equal, and the largest difference of each approximate row."""
    equal, differences = 0, []
    make = partial(make_row, folders=folders)
    with ProcessPoolExecutor() as pool:
        made = pool.map(make, (line["path"] for line in lines), chunksize=16)
        for line, (row, reason) in zip(lines, made):
            if row is None:
                print(f"{reason}: {line['path']!r}")
                continue
            difference = np.abs(row.astype(np.int16) - array[line["row"]])
            largest, count = difference.max(), np.count_nonzero(difference)
            if line.get("approximate"):
                differences.append(int(largest))
            elif count:
                print(
                    f"differs by up to {largest}, in {count} of {row.size} bytes: {line['path']!r}"
                )
            else:
                equal += 1
    return equal, differences


def main():
    sys.stdout.reconfigure(errors="backslashreplace")  # for names that a console cannot show
    options = read_options()
    if PIL.__version__ != PILLOW:
        print(f"warning: this is Pillow {PIL.__version__}, but the rows are those of {PILLOW}")
    array, lines = read_results(options)
    made = [line for line in lines if line["verdict"] != "failed"]
    blank = [line for line in lines if line["verdict"] == "failed"]
    filled = [line["path"] for line in blank if array[line["row"]].any()]
    for path in filled:
        print(f"failed, but its row is not zeros: {path!r}")
    equal, differences = compare(array, made, [folder.resolve() for folder in options.folder])
    exact = sum(1 for line in made if not line.get("approximate"))
    if any(differences):
        differing = np.count_nonzero(differences)
        largest = max(differences)
        print(f"{differing} of {len(differences)} approximate rows differ, by up to {largest}")
    elif differences:
        print(f"none of {len(differences)} approximate rows differ")
    if blank:
        print(f"{len(blank) - len(filled)} of {len(blank)} rows of failed images are zeros")
    print(f"{equal} of {exact} exact rows are equal")
    return 0 if equal == exact and not filled else 1


if __name__ == "__main__":
    sys.exit(main())
