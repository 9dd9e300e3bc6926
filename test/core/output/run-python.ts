import { spawnSync } from 'node:child_process';

import { findPythonIfAny } from '../../../tools/parity/find-python.ts';

/** A Python with NumPy and the right Pillow; null: there is none. */
export const PYTHON: string | null = await findPythonIfAny();

/** The output and exit code of a Python program. */
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
