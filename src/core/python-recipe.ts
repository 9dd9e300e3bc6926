import { isPillowRecipe, PILLOW_VERSION, pillowImport, pillowSteps } from './pillow-steps.ts';
import { pythonString } from './python-string.ts';
import { shapeText, type Receipt } from './receipt.ts';

/** What is known of an array that is to be made again. */
export type ArrayFacts = Pick<
  Receipt,
  'name' | 'recipe' | 'failed' | 'shape' | 'approximateRows' | 'isComplete'
>;

/** The Python that loads the array. */
export function pythonThatLoads({ name, shape }: Pick<Receipt, 'name' | 'shape'>): string {
  const fileName = pythonString(`${name}.npy`);
  return `import numpy as np\nimages = np.load(${fileName})  # ${shapeText(shape)} uint8\n`;
}

/**
 * The Python that makes the array again: a whole script, of nothing but what this recipe needs.
 * Under `canvas` there is none, and it says so and loads the array.
 */
export function pythonThatMakes(array: ArrayFacts): string {
  if (!isPillowRecipe(array.recipe)) return `${CANVAS_REMARK}\n${pythonThatLoads(array)}`;
  const { name, recipe, failed, shape } = array;
  const fileName = pythonString(`${name}.npy`);
  const rowShape = shapeText(shape.slice(1));
  const steps = pillowSteps(recipe).map((step) => `            ${step}\n`);
  const [noRow, rows] =
    failed === 'zero'
      ? [`np.zeros(${rowShape}, np.uint8)`, 'list(pool.map(row_of, files, chunksize=16))']
      : ['None', '[row for row in pool.map(row_of, files, chunksize=16) if row is not None]'];
  return `${remarksOn(array)}\
# pip install pillow==${PILLOW_VERSION} numpy
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
${pillowImport(recipe)}

# the folder that was dropped; where several things were: a folder with just them in it
FOLDER = Path(${pythonString(name)}).resolve(strict=True)
FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "BMP"]
LEFT_BEHIND = {".DS_Store", "Thumbs.db", "desktop.ini"}  # by operating systems
warnings.simplefilter("ignore")


def is_candidate(file):
    folders = file.relative_to(FOLDER).parts[:-1]
    if file.name in LEFT_BEHIND or file.name.startswith("._") or "__MACOSX" in folders:
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
    with ProcessPoolExecutor() as pool:
        rows = ${rows}
    images = np.array(rows, np.uint8).reshape(-1, ${rowShape.slice(1)}
    np.save(${fileName}, images)
    print(images.shape, "expected: ${shapeText(shape)}")
`;
}

const CANVAS_REMARK = `\
# decode: canvas. The browser decoded and scaled these images, as no Python does it;
# with decode: exact the rows are Pillow's, and this would be the Python that makes them.`;

function remarksOn({ name, shape, approximateRows, isComplete }: ArrayFacts): string {
  const fileName = pythonString(`${name}.npy`);
  const rows = approximateRows === 1 ? '1 row that is' : `${approximateRows} rows that are`;
  return [
    `# Makes ${fileName} again, byte for byte: ${shapeText(shape)} uint8.`,
    ...(approximateRows > 0
      ? [`# Not so the ${rows} marked approximate in the manifest: this makes Pillow's.`]
      : []),
    ...(isComplete ? [] : ['# The run was stopped before its end; this makes all rows.']),
    '',
  ].join('\n');
}
