import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FILES_A_FOLDER = 1000;

/**
 * Makes files, 1,000 in each folder, in a new folder for temporary files, and returns its
 * path: `folder-0000/image-0000.jpg` and so on, whatever is in them.
 */
export async function generateFiles(
  files: number,
  contentOf: (index: number) => string | Uint8Array,
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'pixelpool-files-'));
  for (let start = 0; start < files; start += FILES_A_FOLDER) {
    const folder = join(root, `folder-${String(start / FILES_A_FOLDER).padStart(4, '0')}`);
    await mkdir(folder);
    const count = Math.min(FILES_A_FOLDER, files - start);
    const writing = Array.from({ length: count }, (_, i) => {
      const name = `image-${String(i).padStart(4, '0')}.jpg`;
      return writeFile(join(folder, name), contentOf(start + i));
    });
    await Promise.all(writing);
  }
  return root;
}
