import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A copy of the built page, whose files a test can change. */
export interface BuiltCopy {
  readonly folder: string;
  /** Changes a file, as a build of changed sources would: the service worker knows of it. */
  change(path: string, change: (text: string) => string): Promise<void>;
  remove(): Promise<void>;
}

export async function copyBuilt(): Promise<BuiltCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'pixelpool-built-'));
  await cp('dist', folder, { recursive: true });
  return {
    folder,
    async change(path, change) {
      const text = await readFile(join(folder, path), 'utf8');
      const changed = change(text);
      await writeFile(join(folder, path), changed);
      const worker = join(folder, 'service-worker.js');
      const script = await readFile(worker, 'utf8');
      const [before, after] = [digestOf(text), digestOf(changed)];
      // the revision is the digest's beginning
      const told = script.replace(before, after).replace(before.slice(0, 12), after.slice(0, 12));
      await writeFile(worker, told);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
