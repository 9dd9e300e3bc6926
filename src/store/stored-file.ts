/**
 * A file that nobody else writes, read and written at any offset, in bytes. Every call may throw. It
 * is a FileSystemSyncAccessHandle under other names.
 */
export interface StoredFile {
  size(): number;
  /** Returns the number of bytes read: fewer than `into` holds if the file ends before. */
  read(into: Uint8Array<ArrayBuffer>, at: number): number;
  /**
   * Returns the number of bytes written. Anything but their length is a failure: browsers return less
   * if the disk is full, and Chromium 4294967288 in a window of its private mode.
   */
  write(bytes: Uint8Array<ArrayBuffer>, at: number): number;
  truncate(bytes: number): void;
  flush(): void;
  close(): void;
}

/** Why nothing more can be stored, although no image is at fault. */
export interface StorageBlocker {
  readonly kind: 'storage-full' | 'storage-lost';
  /** A sentence for a person: the cause, and what to do about it. */
  readonly detail: string;
}

/** Writes everything; returns the reason if it could not, else null. */
export function writeAll(
  file: StoredFile,
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
): string | null {
  try {
    const written = file.write(bytes, at);
    return written === bytes.length ? null : 'the browser did not write all of it';
  } catch (error) {
    return messageOf(error);
  }
}

/** The disk, or the browser's quota of it, is full. */
export function storageFull(neededBytes: number, reason: string): StorageBlocker {
  const needed = inBytes(neededBytes);
  const detail =
    `There is no room for more rows in this browser's storage (${reason}): up to ${needed} more ` +
    'are needed. The stored rows are safe. Free space on the disk or delete stored runs, then resume.';
  return { kind: 'storage-full', detail };
}

export function storageLost(reason: string): StorageBlocker {
  return { kind: 'storage-lost', detail: `${reason} Start the run again.` };
}

/** Somebody cleared the site's data in the browser. */
export const DATA_DELETED = storageLost(
  "This site's data were deleted in the browser, including the rows.",
);

export function inBytes(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} bytes`;
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return message.replace(/\.$/, '');
}
