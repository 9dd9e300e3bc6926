import { PILLOW_VERSION, pillowImport, pillowSteps } from '../recipe/pillow-steps.ts';
import { pythonString } from './python-string.ts';
import type { Receipt } from './receipt.ts';

/**
 * NAME.verify.py: a Python script that makes each row of NAME.npy again from its file, and compares
 * them byte for byte. Needs a recipe that has a meaning to Pillow (`isPillowRecipe`).
 */
export function verifyScript({ name, recipe }: Pick<Receipt, 'name' | 'recipe'>): string {
  const steps = pillowSteps(recipe).map((step) => `            ${step}\n`);
  return `\
#!/usr/bin/env python3
"""Makes each row of the array again from its file, with Pillow, and compares them byte for byte.

Needs Pillow ${PILLOW_VERSION} and NumPy (pip install pillow==${PILLOW_VERSION} numpy). The array and its manifest are
looked for beside this script. Rows that the manifest marks approximate may differ, and are counted
apart; files without a row are not looked at. The exit code is 0 if all other rows are equal.
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
${pillowImport(recipe)}

NAME = ${pythonString(name)}
ROW_SHAPE = (${recipe.height}, ${recipe.width}, 3)
PILLOW = "${PILLOW_VERSION}"
warnings.simplefilter("ignore")


def find(path, folders):
    """The file of a path: in a folder that was named, or in the one that its first name names."""
    root, _, rest = path.partition("/")
    places = [folder / path for folder in folders]
    places += [folder / rest for folder in folders if rest and folder.name == root]
    return next((place for place in places if place.is_file()), None)


def make_row(path, folders):
    """The row that Pillow makes of a file, or why there is none."""
    try:
        file = find(path, folders)
        if file is None:
            return None, "not found"
        with Image.open(file) as im:
${steps.join('')}\
            return np.asarray(im), None
    except Exception as error:
        return None, f"refused by Pillow: {type(error).__name__}: {error}"


def read_options():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folder", nargs="+", type=Path, help="what was dropped, or a folder that holds it"
    )
    parser.add_argument("--array", type=Path, default=here / f"{NAME}.npy")
    parser.add_argument("--manifest", type=Path, default=here / f"{NAME}.manifest.jsonl")
    parser.add_argument("--formats", help="only rows of these, for example jpeg,png")
    options = parser.parse_args()
    for folder in options.folder:
        if not folder.is_dir():
            parser.error(f"{folder} is no folder")
    return options


def read_line(number, text):
    try:
        line = json.loads(text)
        if {"path", "format", "verdict", "row"} <= line.keys():
            return line
    except (ValueError, AttributeError):  # no JSON, or no object
        pass
    raise ValueError(f"line {number} is no line of a manifest")


def read_results(options):
    """The array, and the lines of the manifest that have a row; ends where they do not agree."""
    file = options.array
    try:
        array = np.lib.format.open_memmap(file, mode="r")  # np.load takes archives too
        file = options.manifest
        with open(file, encoding="utf-8") as manifest:
            lines = [read_line(number, text) for number, text in enumerate(manifest, 1)]
    except Exception as error:  # which ones NumPy raises depends on what is broken
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
    """Names the exact rows that are not what Pillow makes, and counts those that are. Gives the
    largest difference of each approximate row too."""
    equal, nearness = 0, []
    make = partial(make_row, folders=folders)
    with ProcessPoolExecutor() as pool:
        made = pool.map(make, (line["path"] for line in lines), chunksize=16)
        for line, (row, trouble) in zip(lines, made):
            if row is None:
                print(f"{trouble}: {line['path']!r}")
                continue
            difference = np.abs(row.astype(np.int16) - array[line["row"]])
            most, count = difference.max(), np.count_nonzero(difference)
            if line.get("approximate"):
                nearness.append(int(most))
            elif count:
                print(f"differs by up to {most}, in {count} of {row.size} bytes: {line['path']!r}")
            else:
                equal += 1
    return equal, nearness


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
    equal, nearness = compare(array, made, [folder.resolve() for folder in options.folder])
    exact = sum(1 for line in made if not line.get("approximate"))
    if any(nearness):
        differing = np.count_nonzero(nearness)
        print(f"{differing} of {len(nearness)} approximate rows differ, by up to {max(nearness)}")
    elif nearness:
        print(f"none of {len(nearness)} approximate rows differ")
    if blank:
        print(f"{len(blank) - len(filled)} of {len(blank)} rows of failed images are zeros")
    print(f"{equal} of {exact} exact rows are equal")
    return 0 if equal == exact and not filled else 1


if __name__ == "__main__":
    sys.exit(main())
`;
}
