/**
 * A file that nobody else writes, read and written at any place, in bytes. All of it may throw; a
 * FileSystemSyncAccessHandle is one but for the names.
 */
export interface StoredFile {
  size(): number;
  /** How many bytes were read: fewer than `into` holds where the file ends. */
  read(into: Uint8Array<ArrayBuffer>, at: number): number;
  /**
   * How many bytes were written. Anything but their number is a failure: browsers give fewer where
   * the disk is full, and Chromium 4294967288 in a window of its private mode.
   */
  write(bytes: Uint8Array<ArrayBuffer>, at: number): number;
  truncate(bytes: number): void;
  flush(): void;
  close(): void;
}

/** Why nothing more can be stored, though no image is to blame. */
export interface StorageHold {
  readonly kind: 'storage-full' | 'storage-lost';
  /** A sentence for a person: what it is, and what to do. */
  readonly detail: string;
}

/** Writes everything; null where that was done, else the reason in words. */
export function writeAll(
  file: StoredFile,
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
): string | null {
  try {
    const written = file.write(bytes, at);
    return written === bytes.length ? null : 'the browser did not take all of them';
  } catch (error) {
    return messageOf(error);
  }
}

/** The hold of a disk, or of what a browser may use of it, that is full. */
export function fullHold(neededBytes: number, reason: string): StorageHold {
  const needed = inBytes(neededBytes);
  const detail =
    `There is no room for more rows in this browser's storage (${reason}): up to ${needed} more ` +
    'are needed. What is stored is kept. Free space on the disk or delete stored runs, then go on.';
  return { kind: 'storage-full', detail };
}

export function lostHold(what: string): StorageHold {
  return { kind: 'storage-lost', detail: `${what} Start the run again.` };
}

/** What is lost when somebody clears what the browser keeps for the site. */
export const DATA_DELETED = lostHold(
  "This site's data were deleted in the browser, and the rows with them.",
);

export function inBytes(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} bytes`;
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return message.replace(/\.$/, '');
}
