import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { Contender } from './contender.ts';
import { findPythonIfAny } from '../parity/find-python.ts';

const execute = promisify(execFile);
const pythonPeers = fileURLToPath(new URL('./peers/peers.py', import.meta.url));
const sharpPeer = fileURLToPath(new URL('./peers/sharp.mjs', import.meta.url));

/** The native peers that are installed: Pillow and OpenCV in $PYTHON, sharp in node_modules. */
export async function measurePeers(
  folder: string,
  workerCounts: readonly number[],
): Promise<readonly Contender[]> {
  const peers: { mode: string; command: (workers: number, seconds: number) => string[] }[] = [];
  const python = await findPythonIfAny();
  if (python === null) process.stderr.write('bench: no Python with Pillow and NumPy; left out.\n');
  for (const mode of python === null ? [] : await pythonModes(python)) {
    const options = ['--repeat', '1', '--only', mode];
    peers.push({
      mode,
      command: (workers, seconds) => {
        const measured = ['--workers', String(workers), '--seconds', String(seconds)];
        return [python ?? '', pythonPeers, folder, ...options, ...measured];
      },
    });
  }
  if (isInstalled('sharp')) {
    peers.push({
      mode: 'sharp',
      command: (workers, seconds) => {
        return [process.execPath, sharpPeer, folder, String(workers), String(seconds)];
      },
    });
  } else {
    process.stderr.write('bench: sharp is not installed (npm i --no-save sharp); left out.\n');
  }
  return peers.flatMap(({ mode, command }) =>
    workerCounts.map((workers) => ({
      mode,
      isNative: true,
      workers,
      async measure(seconds: number) {
        const [program = '', ...args] = command(workers, seconds);
        const { stdout } = await execute(program, args);
        const { images_per_second: imagesPerSecond, busy } = JSON.parse(stdout) as {
          images_per_second: number;
          busy: number | null;
        };
        return { imagesPerSecond, busy };
      },
    })),
  );
}

async function pythonModes(python: string): Promise<readonly string[]> {
  const modes = ['pillow', 'pillow-draft'];
  try {
    await execute(python, ['-c', 'import cv2']);
    return [...modes, 'opencv', 'opencv-reduced'];
  } catch {
    return modes;
  }
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
