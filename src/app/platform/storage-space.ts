/** The browser's estimate of its storage, in bytes. */
export interface StorageSpace {
  readonly usedBytes: number;
  readonly freeBytes: number;
}

/** An estimate that may be far too high (on a full disk, say); null if there is none. */
export async function askSpace(): Promise<StorageSpace | null> {
  try {
    const { quota, usage = 0 } = await navigator.storage.estimate();
    if (quota === undefined) return null;
    return { usedBytes: usage, freeBytes: Math.max(0, quota - usage) };
  } catch {
    return null;
  }
}

/** Asks the browser not to clear the store when its disk gets full. It may ask the user. */
export async function askToPersist(): Promise<void> {
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // then rows are kept as long as there is room
  }
}
