import { open } from 'node:fs/promises';
import path from 'node:path';

import type { SavedFile } from '../../src/forms/array-form.ts';

/** Writes a file of a form into a folder, piece by piece. Returns its size in bytes. */
export async function writeSavedFile(folder: string, file: SavedFile): Promise<number> {
  const handle = await open(path.join(folder, file.name), 'w');
  let written = 0;
  try {
    for await (const piece of file.pieces()) {
      await handle.writeFile(piece);
      written += piece.length;
    }
  } finally {
    await handle.close();
  }
  if (file.isExact ? written !== file.bytes : written > file.bytes) {
    throw new Error(`${file.name} has ${written} bytes instead of ${file.bytes}`);
  }
  return written;
}
