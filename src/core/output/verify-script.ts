import { pillowImport, pillowSteps } from '../recipe/pillow-steps.ts';
import { DEFAULT_RECIPE } from '../recipe/recipe.ts';
import { rowShape, shapeText } from './array-shape.ts';
import { pythonString } from './python-string.ts';
import type { Receipt } from './receipt.ts';

type VerifiedArray = Pick<Receipt, 'name' | 'recipe'>;

/** The array that the file verify.py verifies as it stands. */
const AS_IT_STANDS: VerifiedArray = { name: 'images', recipe: DEFAULT_RECIPE };

/**
 * NAME.verify.py: a Python script that makes each row of NAME.npy again from its file, and compares
 * them byte for byte. `verifyPy` is the text of the file verify.py, of which the few lines that
 * depend on the array are replaced. Needs a recipe that has a meaning to Pillow (`isPillowRecipe`).
 */
export function verifyScript(verifyPy: string, array: VerifiedArray): string {
  const lines = linesOf(array);
  return linesOf(AS_IT_STANDS).reduce(
    (script, text, index) => replaceOnce(script, text, lines[index] ?? ''),
    verifyPy,
  );
}

/** The lines of a script that depend on its array. */
function linesOf({ name, recipe }: VerifiedArray): readonly string[] {
  return [
    `\n${pillowImport(recipe)}\n`,
    `\nNAME = ${pythonString(name)}\n`,
    `\nROW_SHAPE = ${shapeText(rowShape(recipe))}\n`,
    pillowSteps(recipe)
      .map((step) => `    ${step}\n`)
      .join(''),
  ];
}

function replaceOnce(text: string, part: string, replacement: string): string {
  const [before, after, ...others] = text.split(part);
  if (before === undefined || after === undefined || others.length > 0) {
    throw new RangeError(`verify.py does not have this exactly once: ${part}`);
  }
  return before + replacement + after;
}
