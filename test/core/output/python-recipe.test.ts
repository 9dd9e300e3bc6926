import { describe, expect, test } from 'vitest';
import { LEFT_BEHIND_FILES, LEFT_BEHIND_FOLDERS } from '../../../src/core/plan/left-behind.ts';
import { pillowSteps } from '../../../src/core/recipe/pillow-steps.ts';
import {
  pythonThatLoads,
  pythonThatMakes,
  type ArrayFacts,
  type PillowFormats,
} from '../../../src/core/output/python-recipe.ts';
import { pythonList } from '../../../src/core/output/python-string.ts';
import { DEFAULT_RECIPE, RESAMPLE_FILTERS, type Recipe } from '../../../src/core/recipe/recipe.ts';

const PHOTOS: ArrayFacts = {
  name: 'photos',
  folder: 'photos',
  recipe: DEFAULT_RECIPE,
  failed: 'drop',
  hidden: 'in',
  shape: [7, 64, 64, 3],
  approximateRows: 0,
  isComplete: true,
  excluded: [],
};

const FORMATS: PillowFormats = {
  exact: ['JPEG', 'PNG', 'WEBP', 'GIF', 'BMP'],
  approximate: ['AVIF'],
};

function scriptOf(facts: Partial<ArrayFacts> = {}): string {
  return pythonThatMakes({ ...PHOTOS, ...facts }, FORMATS);
}

function stepsOf(recipe: Partial<Recipe>): readonly string[] {
  return pillowSteps({ ...DEFAULT_RECIPE, ...recipe });
}

describe('pillowSteps', () => {
  test('M5 the default recipe is a conversion and a resize', () => {
    expect(stepsOf({})).toEqual([
      'im = im.convert("RGB")',
      'im = im.resize((64, 64), Image.Resampling.BICUBIC)',
    ]);
  });

  test('M5 the size is written as in Pillow: width first', () => {
    expect(stepsOf({ width: 32, height: 48 })[1]).toContain('im.resize((32, 48), ');
  });

  test.each(RESAMPLE_FILTERS)('M5 names the filter %s', (resample) => {
    expect(stepsOf({ resample })[1]).toContain(`Image.Resampling.${resample.toUpperCase()})`);
  });

  test('M5 cover is ImageOps.fit, contain is ImageOps.pad with its colour', () => {
    expect(stepsOf({ fit: 'cover', pad: '#808080' }).at(-1)).toBe(
      'im = ImageOps.fit(im, (64, 64), Image.Resampling.BICUBIC)',
    );
    expect(stepsOf({ fit: 'contain', pad: '#808080' }).at(-1)).toBe(
      'im = ImageOps.pad(im, (64, 64), Image.Resampling.BICUBIC, color="#808080")',
    );
  });

  test('M5 draft, rotation, transparency and scaling come in this order', () => {
    expect(stepsOf({ decode: 'turbo', orientation: 'apply', alpha: '#ff8000', width: 9 })).toEqual([
      'im.draft("RGB", (9, 64))',
      'im = ImageOps.exif_transpose(im)',
      'im = im.convert("RGBA")',
      'ground = Image.new("RGBA", im.size, "#ff8000")',
      'im = Image.alpha_composite(ground, im).convert("RGB")',
      'im = im.resize((9, 64), Image.Resampling.BICUBIC)',
    ]);
  });
});

describe('pythonThatMakes', () => {
  test('M5 is a complete script with only the statements that the recipe needs', () => {
    expect(scriptOf()).toBe(`\
# Makes "photos.npy" again, byte for byte: (7, 64, 64, 3) uint8.
# pip install pillow==12.3.0 numpy
import re
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

# the folder that was dropped; if there were several: a folder that contains exactly those
FOLDER = Path("photos").resolve(strict=True)
FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "BMP"]
warnings.simplefilter("ignore")

# names of files and folders that systems and programs leave behind, in any case
${pythonList('FILES', LEFT_BEHIND_FILES)}
${pythonList('FOLDERS', LEFT_BEHIND_FOLDERS)}


def any_of(names):
    patterns = (re.escape(name).replace(r"\\*", ".*") for name in names)
    return re.compile("|".join(patterns), re.ASCII | re.DOTALL | re.IGNORECASE).fullmatch


is_left_behind, is_left_behind_folder = any_of(FILES), any_of(FOLDERS)


def is_candidate(file):
    path = file.relative_to(FOLDER)
    folders = path.parts[:-1]
    if is_left_behind(file.name) or any(map(is_left_behind_folder, folders)):
        return False
    if str(path).encode(errors="replace").decode() != str(path):  # not Unicode: browsers refuse it
        return False
    return file.is_file() and not file.is_symlink()


def code_units(file):  # paths are compared by UTF-16 code units
    return file.relative_to(FOLDER).as_posix().encode("utf-16-be", "surrogatepass")


def row_of(file):
    try:
        with Image.open(file, formats=FORMATS) as im:
            im = im.convert("RGB")
            im = im.resize((64, 64), Image.Resampling.BICUBIC)
            return np.asarray(im)
    except Exception:  # Pillow refuses it
        return None


if __name__ == "__main__":
    files = sorted(filter(is_candidate, FOLDER.rglob("*")), key=code_units)
    images = np.empty((len(files), 64, 64, 3), np.uint8)
    count = 0
    with ProcessPoolExecutor() as pool:
        for row in pool.map(row_of, files, chunksize=16):
            if row is not None:
                images[count] = row
                count += 1
    images = images[:count]
    np.save("photos.npy", images)
    print(images.shape, "expected: (7, 64, 64, 3)")
`);
  });

  test('M5 P7 hidden folders are left out only if they were', () => {
    const leavesOut = (script: string) => script.includes('if any(name.startswith(".")');
    expect(leavesOut(scriptOf())).toBe(false);
    expect(leavesOut(scriptOf({ hidden: 'out' }))).toBe(true);
  });

  test('M5 failed=zero has a row of zeros for each file that Pillow refuses', () => {
    const recipe = { ...DEFAULT_RECIPE, width: 32, height: 48 };
    const script = scriptOf({ recipe, shape: [7, 48, 32, 3], failed: 'zero' });
    expect(script).toContain('        return np.zeros((48, 32, 3), np.uint8)\n');
    expect(script).toContain('    images = np.empty((len(files), 48, 32, 3), np.uint8)\n');
    expect(script).toContain('            images[index] = row\n    np.save(');
    expect(script).not.toContain('None');
  });

  test('M5 imports ImageOps only if a step needs it', () => {
    const cover = { ...DEFAULT_RECIPE, fit: 'cover' as const };
    expect(scriptOf({ recipe: cover })).toContain('from PIL import Image, ImageOps\n');
    expect(scriptOf()).not.toContain('ImageOps');
  });

  test('M5 says which rows it cannot make, and whether it makes more', () => {
    const head = (facts: Partial<ArrayFacts>) => scriptOf(facts).split('\n').slice(1, 4);
    expect(head({ approximateRows: 3, isComplete: false })).toEqual([
      "# Except the 3 rows that are marked approximate in the manifest: this makes Pillow's.",
      '# If Pillow cannot read such a file, its row is missing.',
      '# The run was stopped before its end; this makes all rows.',
    ]);
    expect(head({ approximateRows: 1 })[0]).toContain('the 1 row that is marked');
    expect(head({ approximateRows: 1, failed: 'zero' })[1]).toMatch(/its row is zeros\.$/);
  });

  test('M5 AVIF, whose rows are all approximate, is read only if there are approximate rows; JPEG XL never', () => {
    const formats = (approximateRows: number) =>
      /^FORMATS = .*$/m.exec(scriptOf({ approximateRows }))?.[0];
    expect(formats(0)).toBe('FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "BMP"]');
    expect(formats(2)).toBe('FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "BMP", "AVIF"]');
  });

  test('M5 the folder has its real name, and files have the safe one', () => {
    const script = scriptOf({ name: 'my_ pics', folder: 'my: pics' });
    expect(script).toContain('FOLDER = Path("my: pics").resolve(strict=True)');
    expect(script).toContain('np.save("my_ pics.npy", images)');
  });

  test('M5 a name is quoted everywhere, in remarks too', () => {
    const name = 'a"\nimport os  # 🦊';
    const script = scriptOf({ name, folder: name });
    expect(script).toContain('# Makes "a\\"\\nimport os  # 🦊.npy" again');
    expect(script).toContain('FOLDER = Path("a\\"\\nimport os  # 🦊")');
    expect(script).toContain('np.save("a\\"\\nimport os  # 🦊.npy", images)');
    expect(script.split('\n')).toHaveLength(scriptOf().split('\n').length);
  });

  test('M7 under canvas it says that no Python can make the rows, and loads the array', () => {
    const recipe: Recipe = { ...DEFAULT_RECIPE, decode: 'canvas' };
    expect(scriptOf({ recipe, approximateRows: 7 })).toBe(`\
# decode: canvas. The browser decoded and scaled these images, which no Python can repeat.
# With decode: exact the rows are Pillow's, and this would be the Python that makes them.
import numpy as np
images = np.load("photos.npy")  # (7, 64, 64, 3) uint8
`);
  });
});

test('M5 the Python that loads the array names the file, and its shape', () => {
  expect(pythonThatLoads({ name: 'it\'s "q"', shape: [7, 48, 32, 3] })).toBe(
    'import numpy as np\nimages = np.load("it\'s \\"q\\".npy")  # (7, 48, 32, 3) uint8\n',
  );
});
