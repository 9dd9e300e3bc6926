import { isPillowRecipe } from '../../../core/recipe/pillow-steps.ts';
import { loadingLines } from '../../../core/output/loading-python.ts';
import { isAsStored } from '../../../core/output/output.ts';
import { outputOf } from '../../../core/output/save-choice.ts';
import { savedShape } from '../../../core/output/saved-shape.ts';
import { channelsOf } from '../../../core/recipe/recipe.ts';
import type { Receipt } from '../../../core/output/receipt.ts';
import { useSlice } from '../session-context.ts';
import { CopyButton } from './CopyButton.tsx';

/** The Python that loads the array and, if there is one, the Python that reproduces it. */
export function ResultPython({ receipt }: { readonly receipt: Receipt }) {
  const isPlainNpy = useSlice(
    ({ saveChoice }) => saveChoice.form === 'npy' && isAsStored(outputOf(saveChoice)),
  );
  const isPlain = useSlice(({ saveChoice }) => isAsStored(outputOf(saveChoice)));
  if (!isPillowRecipe(receipt.recipe) && isPlainNpy) {
    return <PythonCode name="Python that loads the array" code={receipt.python} />;
  }
  if (!isPillowRecipe(receipt.recipe)) return <LoadingPython receipt={receipt} />;
  return (
    <>
      <LoadingPython receipt={receipt} />
      <details>
        <summary>Python that makes this array without pixelpool</summary>
        <PythonCode name="Python that makes the array" code={receipt.python} />
      </details>
      {isPlain ? (
        <p className="hint">
          Want to check? With the verify script next to the array and the manifest,{' '}
          <code>python {receipt.name}.verify.py FOLDER</code> makes each row again with Pillow and
          compares the bytes.
        </p>
      ) : (
        <p className="hint">
          That makes the rows as they are stored. The script in the receipt makes them as you save
          them.
        </p>
      )}
    </>
  );
}

/** The lines that load the array as it is chosen to be saved: the first library's, and the others behind a click. */
function LoadingPython({ receipt }: { readonly receipt: Receipt }) {
  const choice = useSlice((state) => state.saveChoice);
  const { recipe, shape, name } = receipt;
  const output = outputOf(choice);
  const size = { height: recipe.height, width: recipe.width, channels: channelsOf(recipe) };
  const saved = {
    form: choice.form,
    dtype: output.dtype,
    shape: savedShape(shape[0], size, output),
  };
  const [first, ...others] = loadingLines(name, saved);
  return (
    <>
      {first !== undefined && <PythonCode name="Python that loads the array" code={first.code} />}
      {others.length > 0 && (
        <details>
          <summary>{others.map(({ library }) => library).join(', ')}</summary>
          {others.map(({ library, code, isRun }) => (
            <div key={library}>
              <p className="hint">
                {library}
                {!isRun && ' (we have not run these lines)'}
              </p>
              <PythonCode name={`Lines for ${library}`} code={code} />
            </div>
          ))}
        </details>
      )}
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
