import { useEffect, useState } from 'react';

import type { SaveChoice } from '../../../core/output/save-choice.ts';
import type { SavedFile } from '../../../forms/array-form.ts';
import type { RunResult } from '../../../run/run-result.ts';

type Files = readonly Omit<SavedFile, 'pieces'>[];

/** The files of a result as it is chosen to be saved; null until the form is loaded, or if it cannot be. */
export function useSavedFiles(result: RunResult, choice: SaveChoice): Files | null {
  const [found, setFound] = useState<{
    readonly files: Files;
    readonly result: RunResult;
    readonly choice: SaveChoice;
  } | null>(null);
  useEffect(() => {
    let isGone = false;
    async function find(): Promise<void> {
      const { filesToSave } = await import('../../state/save-form.ts');
      const files = await filesToSave(result, choice);
      if (!isGone) setFound({ files, result, choice });
    }
    find().catch(() => undefined); // a click on Download says why
    return () => {
      isGone = true;
    };
  }, [result, choice]);
  return found?.result === result && found.choice === choice ? found.files : null;
}
