import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
  existsSync,
} from 'node:fs';

import type { StoredFile } from '../../src/store/stored-file.ts';

/** A file on this disk, which is made if there is none. */
export function openStoredFile(path: string): StoredFile {
  const descriptor = openSync(path, existsSync(path) ? 'r+' : 'w+');
  let isClosed = false;
  return {
    size: () => fstatSync(descriptor).size,
    read: (into, at) => readSync(descriptor, into, 0, into.length, at),
    write: (bytes, at) => writeSync(descriptor, bytes, 0, bytes.length, at),
    truncate: (bytes) => ftruncateSync(descriptor, bytes),
    flush: () => fsyncSync(descriptor),
    close() {
      if (!isClosed) closeSync(descriptor);
      isClosed = true;
    },
  };
}
