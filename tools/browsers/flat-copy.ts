import { copyFile, link, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, sep } from 'node:path';

/** The files of a folder without its folders, and where each belongs. */
export interface FlatCopy {
  readonly files: readonly string[];
  /** By the name of a copy: its path as `webkitRelativePath` has it, which begins with the folder's name. */
  readonly paths: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/**
 * Links the files of a folder into one new folder: drivers of browsers choose files, but no folder.
 * Copies those that cannot be linked.
 */
export async function makeFlatCopy(folder: string): Promise<FlatCopy> {
  const root = await mkdtemp(join(tmpdir(), 'pixelpool-flat-'));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: string[] = [];
  const paths: Record<string, string> = {};
  await mkdir(root, { recursive: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const name = String(files.length).padStart(7, '0');
    const target = join(root, name);
    await link(source, target).catch(() => copyFile(source, target));
    files.push(target);
    const path = source.slice(folder.length).split(sep).join('/').replace(/^\/+/, '');
    paths[name] = `${basename(folder)}/${path}`;
  }
  return { files, paths, remove: () => rm(root, { recursive: true, force: true }) };
}
