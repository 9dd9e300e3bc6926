import { spawnSync } from 'node:child_process';

import { findPythonIfAny } from '../../../tools/parity/find-python.ts';

/** A Python with NumPy and the right Pillow; null: none is there. */
export const PYTHON: string | null = await findPythonIfAny();

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
