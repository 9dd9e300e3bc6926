import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { damagedFiles, type DamageOptions } from './damaged-files.ts';

/** Writes the damaged files whose path matches a pattern (`*`: anything); returns their paths. */
export async function writeDamage(
  folder: string,
  options: DamageOptions,
  only: string | undefined,
): Promise<readonly string[]> {
  const fits = only === undefined ? /^/ : patternOf(only);
  const chosen = damagedFiles(options).filter(({ path }) => fits.test(path));
  for (const { path, make } of chosen) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, make());
  }
  return chosen.map(({ path }) => path);
}

/** `*` is anything, also slashes; everything else is itself. */
export function patternOf(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
