const DRIVE = /^[a-z]:/i;

/**
 * The path at which an unpacker puts an entry below its folder: without a slash at the front, empty
 * names and dots. Null if the name leads out of that folder, or is none.
 */
export function entryPath(name: string): string | null {
  if (DRIVE.test(name) || name.includes('\0')) return null;
  const names = name.split('/').filter((part) => part !== '' && part !== '.');
  return names.length === 0 || names.includes('..') ? null : names.join('/');
}

/** Old Windows programs write `\` between names, which unzip corrects in the same way. */
export function withSlashes(name: string): string {
  return name.includes('/') ? name : name.replaceAll('\\', '/');
}
