import { createIgnoredTest } from '../core/plan/ignored-files.ts';

/**
 * The one folder that contains all of these paths, except what systems leave behind; null if there is
 * none. A path that is null counts for nothing. Paths of folders have no slash at their end.
 */
export function commonFolder(paths: readonly (string | null)[]): string | null {
  const reasonOf = createIgnoredTest();
  let folder: string | null = null;
  let hasInner = false;
  for (const path of paths) {
    if (path === null) continue;
    if (reasonOf(path) === 'left-behind' || reasonOf(`${path}/`) === 'left-behind') continue;
    const slash = path.indexOf('/');
    const first = slash < 0 ? path : path.slice(0, slash);
    if (folder !== null && first !== folder) return null;
    folder = first;
    hasInner ||= slash >= 0;
  }
  return hasInner ? folder : null;
}
