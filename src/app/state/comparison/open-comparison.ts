import type { StoreApi } from 'zustand/vanilla';

import { readComparison } from '../../../core/comparison/read-report.ts';
import type { SessionState } from '../session-state.ts';

/** More than any comparison has. */
const MAX_BYTES = 4 * 2 ** 20;

/**
 * Shows a saved comparison beside that of this page. The plan stays. Returns a notice if the file is something
 * else.
 */
export async function openComparison(
  store: StoreApi<SessionState>,
  file: File,
): Promise<string | null> {
  const name = `\u2068${file.name}\u2069`;
  if (file.size > MAX_BYTES) return `${name} is too large for a comparison.`;
  const saved = readComparison(await file.text());
  if ('reason' in saved) return `${name} was not opened: ${saved.reason}.`;
  store.setState({ savedComparison: saved });
  return null;
}
