import {
  isPillowRecipe,
  PILLOW_VERSION,
  pillowImport,
  pillowSteps,
} from '../recipe/pillow-steps.ts';
import { pythonList, pythonString } from './python-string.ts';
import { LEFT_BEHIND_FILES, LEFT_BEHIND_FOLDERS } from '../plan/left-behind.ts';
import { shapeText } from './array-shape.ts';
import { pythonOfOutput } from './python-output.ts';
import type { Receipt, SavedAs } from './receipt.ts';

/** The facts about an array that its Python depends on. */
export interface ArrayFacts extends Pick<
  Receipt,
  'name' | 'recipe' | 'failed' | 'hidden' | 'shape' | 'approximateRows' | 'isComplete'
> {
  /** The name of the dropped folder on disk; `name` is derived from it and safe for files. */
  readonly folder: string;
  /** The paths of the excluded files; null if the script has to read them from the manifest. */
  readonly excluded: readonly string[] | null;
  /** How the array was saved, if not as it is stored. */
  readonly saved?: SavedAs;
}

/** Pillow's names of the formats that the page decodes and Pillow reads. */
export interface PillowFormats {
  /** Formats with rows that are byte-identical to Pillow's. */
  readonly exact: readonly string[];
  /** Formats whose rows are all approximate. */
  readonly approximate: readonly string[];
}

/** The Python that loads the array. */
export function pythonThatLoads({ name, shape }: Pick<Receipt, 'name' | 'shape'>): string {
  const fileName = pythonString(`${name}.npy`);
  return `import numpy as np\nimages = np.load(${fileName})  # ${shapeText(shape)} uint8\n`;
}

/**
 * The Python that makes the array again: a complete script with only the statements that this recipe
 * needs. Under `canvas` no Python can: then it says so and loads the array.
 */
export function pythonThatMakes(array: ArrayFacts, pillowFormats: PillowFormats): string {
  if (!isPillowRecipe(array.recipe)) return `${CANVAS_REMARK}\n${pythonThatLoads(array)}`;
  const { name, folder, recipe, shape, approximateRows } = array;
  const fileName = pythonString(`${name}.npy`);
  const steps = pillowSteps(recipe).map((step) => `            ${step}\n`);
  // without approximate rows, no file of an approximate format has a row, and none may get one
  const { exact, approximate } = pillowFormats;
  const formats = approximateRows > 0 ? [...exact, ...approximate] : exact;
  const { noRow, collect } = collecting(array);
  const hidden = array.hidden === 'out' ? LEAVE_OUT_HIDDEN : '';
  const { imports, define, leaveOut } = excluding(array);
  return `${remarksOn(array)}\
# pip install pillow==${PILLOW_VERSION} numpy
${imports}import re
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
${pillowImport(recipe)}

# the folder that was dropped; if there were several: a folder that contains exactly those
FOLDER = Path(${pythonString(folder)}).resolve(strict=True)
FORMATS = [${formats.map(pythonString).join(', ')}]
warnings.simplefilter("ignore")

# names of files and folders that systems and programs leave behind, in any case
${pythonList('FILES', LEFT_BEHIND_FILES)}
${pythonList('FOLDERS', LEFT_BEHIND_FOLDERS)}


def any_of(names):
    patterns = (re.escape(name).replace(r"\\*", ".*") for name in names)
    return re.compile("|".join(patterns), re.ASCII | re.DOTALL | re.IGNORECASE).fullmatch


is_left_behind, is_left_behind_folder = any_of(FILES), any_of(FOLDERS)
${define}

def is_candidate(file):
    path = file.relative_to(FOLDER)
    folders = path.parts[:-1]
    if is_left_behind(file.name) or any(map(is_left_behind_folder, folders)):
        return False
${hidden}${leaveOut}\
    if str(path).encode(errors="replace").decode() != str(path):  # not Unicode: browsers refuse it
        return False
    return file.is_file() and not file.is_symlink()


def code_units(file):  # paths are compared by UTF-16 code units
    return file.relative_to(FOLDER).as_posix().encode("utf-16-be", "surrogatepass")


def row_of(file):
    try:
        with Image.open(file, formats=FORMATS) as im:
${steps.join('')}\
            return np.asarray(im)
    except Exception:  # Pillow refuses it
        return ${noRow}


if __name__ == "__main__":
    files = sorted(filter(is_candidate, FOLDER.rglob("*")), key=code_units)
    images = np.empty((len(files), ${shape.slice(1).join(', ')}), np.uint8)
${collect}${pythonOfOutput(array.saved)}    np.save(${fileName}, images)
    print(images.shape, "expected: ${shapeText(array.saved?.shape ?? shape)}")
`;
}

const LEAVE_OUT_HIDDEN = `\
    if any(name.startswith(".") for name in folders):  # hidden=out
        return False
`;

const LEAVE_OUT_EXCLUDED = `\
    if path.as_posix() in excluded:
        return False
`;

/** The parts of the script that leave out excluded files. */
function excluding({
  name,
  excluded,
}: ArrayFacts): Record<'imports' | 'define' | 'leaveOut', string> {
  if (excluded?.length === 0) return { imports: '', define: '', leaveOut: '' };
  if (excluded !== null) {
    const define = `
# files that were excluded by hand
${pythonList('EXCLUDED', excluded)}
excluded = set(EXCLUDED)
`;
    return { imports: '', define, leaveOut: LEAVE_OUT_EXCLUDED };
  }
  const define = `
# files that were excluded by hand: the manifest, which has to be beside this script, marks them
MANIFEST = Path(__file__).resolve().with_name(${pythonString(`${name}.manifest.jsonl`)})
with open(MANIFEST, encoding="utf-8") as manifest:
    lines = map(json.loads, manifest)
    excluded = {line["path"] for line in lines if line.get("excluded")}
`;
  return { imports: 'import json\n', define, leaveOut: LEAVE_OUT_EXCLUDED };
}

/** The expression for a file that Pillow refuses, and the statements that fill `images`. */
function collecting({ failed, shape }: ArrayFacts): Record<'noRow' | 'collect', string> {
  if (failed === 'zero') {
    return {
      noRow: `np.zeros(${shapeText(shape.slice(1))}, np.uint8)`,
      collect: `\
    with ProcessPoolExecutor() as pool:
        for index, row in enumerate(pool.map(row_of, files, chunksize=16)):
            images[index] = row
`,
    };
  }
  return {
    noRow: 'None',
    collect: `\
    count = 0
    with ProcessPoolExecutor() as pool:
        for row in pool.map(row_of, files, chunksize=16):
            if row is not None:
                images[count] = row
                count += 1
    images = images[:count]
`,
  };
}

function savedText({ shape, saved }: ArrayFacts): string {
  return `${shapeText(saved?.shape ?? shape)} ${saved?.dtype ?? 'uint8'}`;
}

const CANVAS_REMARK = `\
# decode: canvas. The browser decoded and scaled these images, which no Python can repeat.
# With decode: exact the rows are Pillow's, and this would be the Python that makes them.`;

function remarksOn(array: ArrayFacts): string {
  const { name, failed, approximateRows, isComplete } = array;
  const fileName = pythonString(`${name}.npy`);
  const rows = approximateRows === 1 ? '1 row that is' : `${approximateRows} rows that are`;
  return [
    `# Makes ${fileName} again, byte for byte: ${savedText(array)}.`,
    ...(approximateRows > 0
      ? [
          `# Except the ${rows} marked approximate in the manifest: this makes Pillow's.`,
          `# If Pillow cannot read such a file, its row ${failed === 'zero' ? 'is zeros' : 'is missing'}.`,
        ]
      : []),
    ...(isComplete ? [] : ['# The run was stopped before its end; this makes all rows.']),
    '',
  ].join('\n');
}
