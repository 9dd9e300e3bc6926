import { useEffect, useState } from 'react';

import { errorMessage } from '../../../core/error-message.ts';
import type { RowAccess } from '../../state/sheet/row-access.ts';
import { useSession, useSlice } from '../session-context.ts';

/** The rows of the current run; null until they are open, or a sentence if they cannot be. */
export function useRowAccess(): RowAccess | string | null {
  const session = useSession();
  const runId = useSlice(({ progress }) => progress?.runId ?? null);
  const [rows, setRows] = useState<RowAccess | string | null>(null);
  useEffect(() => {
    let isWanted = true;
    session.openRows(runId).then(
      (opened) => isWanted && setRows(opened ?? NO_ROWS),
      (error: unknown) => isWanted && setRows(errorMessage(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [session, runId]);
  return rows;
}

const NO_ROWS = 'There are no rows to show.';
