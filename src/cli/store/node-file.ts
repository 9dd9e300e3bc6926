import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
} from 'node:fs';

import type { StoredFile } from '../../store/stored-file.ts';
import { writeFully } from './write-fully.ts';

/** A file on this disk, which is made if there is none. */
export function openStoredFile(path: string): StoredFile {
  const descriptor = openSync(path, existsSync(path) ? 'r+' : 'w+');
  let isClosed = false;
  return {
    size: () => fstatSync(descriptor).size,
    read: (into, at) => readSync(descriptor, into, 0, into.length, at),
    write(bytes, at) {
      writeFully(descriptor, bytes, at);
      return bytes.length;
    },
    truncate: (bytes) => ftruncateSync(descriptor, bytes),
    flush: () => fsyncSync(descriptor),
    close() {
      if (!isClosed) closeSync(descriptor);
      isClosed = true;
    },
  };
}
