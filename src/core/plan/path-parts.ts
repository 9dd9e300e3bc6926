/** The first folder's name. A million files share one string if it equals that of the file before. */
export function labelOf(path: string, before: string | null): string | null {
  const slash = path.indexOf('/');
  if (slash <= 0) return null;
  return slash === before?.length && path.startsWith(before) ? before : path.slice(0, slash);
}

/** Counts the folders of files. Files of one folder mostly follow each other. */
export function createFolderCounter(): (path: string) => number {
  const folders = new Set<string>();
  let last: string | null = null;
  return (path) => {
    const length = path.lastIndexOf('/') + 1;
    if (length !== last?.length || !path.startsWith(last)) {
      last = path.slice(0, length);
      folders.add(last);
    }
    return folders.size;
  };
}

const IS_ENDING = /^[\p{L}\p{N}_-]{1,5}$/u;

/** The ending of a file's name in lower case without its dot; '' if it has none. */
export function endingOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
  return IS_ENDING.test(ending) ? ending : '';
}
