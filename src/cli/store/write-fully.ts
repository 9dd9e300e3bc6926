import { writeSync } from 'node:fs';

/** Writes all bytes to an open file: the system may write less at a time. Throws if it cannot. */
export function writeFully(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, at + done);
  }
}
