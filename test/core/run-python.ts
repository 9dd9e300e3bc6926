import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { PILLOW_VERSION } from '../../src/core/pillow-steps.ts';

const OWN = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));

/** A Python with NumPy and the right Pillow: $PYTHON, .venv's or the system's; null: none is. */
export const PYTHON: string | null = findPython();

function findPython(): string | null {
  const asked = process.env['PYTHON'];
  const places = asked === undefined ? [OWN, 'python3', 'python'].filter(isThere) : [asked];
  const probe = ['-c', 'import PIL, numpy; print(PIL.__version__)'];
  const versionOf = (python: string) => spawnSync(python, probe, { encoding: 'utf8' }).stdout;
  return places.find((python) => versionOf(python)?.trim() === PILLOW_VERSION) ?? null;
}

function isThere(python: string): boolean {
  return python !== OWN || existsSync(OWN);
}

/** What a Python program said, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with these arguments in a folder, to its end. */
export function runPython(folder: string, ...args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(PYTHON ?? 'python3', args, {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}
