import { isPillowRecipe } from '../../../core/recipe/pillow-steps.ts';
import { pythonThatLoads } from '../../../core/output/python-recipe.ts';
import type { Receipt } from '../../../core/output/receipt.ts';
import { CopyButton } from './CopyButton.tsx';

/** The Python that loads the array and, if there is one, the Python that reproduces it. */
export function ResultPython({ receipt }: { readonly receipt: Receipt }) {
  if (!isPillowRecipe(receipt.recipe)) {
    return <PythonCode name="Python that loads the array" code={receipt.python} />;
  }
  return (
    <>
      <PythonCode name="Python that loads the array" code={pythonThatLoads(receipt)} />
      <details>
        <summary>Python that makes this array without pixelpool</summary>
        <PythonCode name="Python that makes the array" code={receipt.python} />
      </details>
      <p className="hint">
        Want to check? With the verify script next to the array and the manifest,{' '}
        <code>python {receipt.name}.verify.py FOLDER</code> makes each row again with Pillow and
        compares the bytes.
      </p>
    </>
  );
}

function PythonCode({ name, code }: { readonly name: string; readonly code: string }) {
  return (
    <div className="python">
      <pre tabIndex={0} aria-label={name}>
        <code>{code}</code>
      </pre>
      <CopyButton text={code} />
    </div>
  );
}
