import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

const PIECE_CHARACTERS = 2 ** 18;

/** Writes pieces of text to a file, which appears once it is whole. */
export function writeText(path: string, pieces: Iterable<string>): void {
  const partial = `${path}.${process.pid}.tmp`;
  const file = openSync(partial, 'w');
  try {
    let text = '';
    for (const piece of pieces) {
      text += piece;
      if (text.length < PIECE_CHARACTERS) continue;
      writeWhole(file, text);
      text = '';
    }
    writeWhole(file, text);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  renameSync(partial, path);
}

function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}
