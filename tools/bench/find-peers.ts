import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { findPythonIfAny } from '../parity/find-python.ts';

const execute = promisify(execFile);
const pythonScript = fileURLToPath(new URL('./peers/peers.py', import.meta.url));
const sharpScript = fileURLToPath(new URL('./peers/sharp.mjs', import.meta.url));

const PILLOW_NAMES = ['pillow', 'pillow-draft'];
const OPENCV_NAMES = ['opencv', 'opencv-reduced'];

/** All peers that there can be. */
export const PEER_NAMES: readonly string[] = [...PILLOW_NAMES, ...OPENCV_NAMES, 'sharp'];

export interface PeerFigures {
  readonly images: number;
  readonly imagesPerSecond: number;
  /** CPU time of all processes by wall time and by cores of the machine; null: nobody tells. */
  readonly busy: number | null;
  /** CPU time and page faults of all processes, an image; null: nobody tells. */
  readonly cpuMs: number | null;
  readonly faults: number | null;
  /** The share of the machine that other programs used meanwhile; null: nobody tells. */
  readonly others: number | null;
}

/** A native library that makes rows of the same folder. */
export interface Peer {
  readonly name: string;
  /**
   * Makes rows of a folder until `seconds` are over (0: once) in processes of its own, which are running
   * and warm when its clock starts. Rejects if a file cannot be read.
   */
  measure(folder: string, workers: number, seconds: number): Promise<PeerFigures>;
}

/** The native peers that are installed: Pillow and OpenCV in $PYTHON, sharp in node_modules. */
export async function findPeers(): Promise<readonly Peer[]> {
  const python = await findPythonIfAny();
  if (python === null) leaveOut('no Python with Pillow and NumPy');
  const pythonPeers = python === null ? [] : await findPythonPeers(python);
  if (isInstalled('sharp')) return [...pythonPeers, SHARP];
  leaveOut('sharp is not installed (npm i --no-save sharp)');
  return pythonPeers;
}

async function findPythonPeers(python: string): Promise<readonly Peer[]> {
  const hasOpencv = await execute(python, ['-c', 'import cv2']).then(
    () => true,
    () => false,
  );
  if (!hasOpencv) leaveOut('OpenCV is not installed (pip install opencv-python-headless)');
  const names = hasOpencv ? [...PILLOW_NAMES, ...OPENCV_NAMES] : PILLOW_NAMES;
  return names.map((name) => ({
    name,
    measure(folder, workers, seconds) {
      const only = ['--repeat', '1', '--only', name];
      const measured = ['--workers', String(workers), '--seconds', String(seconds)];
      return runPeer(python, [pythonScript, folder, ...only, ...measured]);
    },
  }));
}

const SHARP: Peer = {
  name: 'sharp',
  measure(folder, workers, seconds) {
    return runPeer(process.execPath, [sharpScript, folder, String(workers), String(seconds)]);
  },
};

async function runPeer(program: string, args: readonly string[]): Promise<PeerFigures> {
  const { stdout } = await execute(program, [...args]);
  const figures = JSON.parse(stdout) as {
    readonly images: number;
    readonly images_per_second: number;
    readonly busy: number | null;
    readonly cpu_ms: number | null;
    readonly faults: number | null;
    readonly others?: number | null;
  };
  const { images, images_per_second: imagesPerSecond, busy, cpu_ms: cpuMs, faults } = figures;
  return { images, imagesPerSecond, busy, cpuMs, faults, others: figures.others ?? null };
}

function leaveOut(reason: string): void {
  process.stderr.write(`bench: ${reason}; left out.\n`);
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
