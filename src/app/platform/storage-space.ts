import type { StorageSpace } from '../../run/run-environment.ts';

/** The browser's estimate for this site. It may be far too high (on a full disk, for example); null if there is none. */
export async function askSpace(): Promise<StorageSpace | null> {
  try {
    const { quota, usage = 0 } = await navigator.storage.estimate();
    if (quota === undefined) return null;
    return { usedBytes: usage, freeBytes: Math.max(0, quota - usage) };
  } catch {
    return null;
  }
}

/** Asks the browser not to evict the rows when the disk gets full. It may ask the user. */
export async function askToPersist(): Promise<void> {
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // the rows are then kept until the browser needs the space
  }
}
