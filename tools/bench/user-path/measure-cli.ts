import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Receipt } from '../../../src/core/output/receipt.ts';
import type { DecodeMode } from '../../../src/core/recipe/recipe.ts';
import type { Usage } from '../../drive/process-usage.ts';
import { othersShare, readCores } from '../machine-busy.ts';
import type { Copies } from './copy-folder.ts';
import type { PathContender, PathFigures } from './path-contender.ts';
import type { PathOptions } from './path-options.ts';

const PROGRAM = fileURLToPath(new URL('../../../dist-cli/pixelpool.js', import.meta.url));

/** The command line in each mode but canvas, and with each number of workers. */
export function cliContenders({
  modes,
  workerCounts,
  isWanted,
}: PathOptions): readonly PathContender[] {
  if (!isWanted('pixelpool')) return [];
  return modes.flatMap((decode) =>
    workerCounts.map((workers) => ({
      name: `command line, ${decode}`,
      kind: 'cli' as const,
      workers,
      baseline: null,
      measure: ({ folder }: Copies) => measureCli(folder, decode, workers),
    })),
  );
}

/** One whole process, from its start to its end. Throws if an image of the folder failed. */
async function measureCli(
  folder: string,
  decode: DecodeMode,
  workers: number,
): Promise<PathFigures> {
  const scratch = await mkdtemp(join(tmpdir(), 'pixelpool-cli-'));
  const files = ['-o', 'array.npy', '--manifest', 'array.jsonl', '--receipt', 'array.json'];
  const args = [folder, ...files, '--decode', decode, '--workers', String(workers)];
  try {
    const [usageBefore, coresBefore] = [usageOfChildren(), readCores()];
    const startedAt = performance.now();
    await runCli(args, scratch);
    const seconds = (performance.now() - startedAt) / 1000;
    const [usageAfter, coresAfter] = [usageOfChildren(), readCores()];
    const receipt: Receipt = JSON.parse(await readFile(join(scratch, 'array.json'), 'utf8'));
    const { ok, warned, failed } = receipt.counts;
    if (failed > 0) throw new Error(`${failed} images failed: measure on good images only.`);
    const usage =
      usageBefore === null || usageAfter === null
        ? null
        : {
            cpuMs: usageAfter.cpuMs - usageBefore.cpuMs,
            faults: usageAfter.faults - usageBefore.faults,
          };
    return {
      images: ok + warned,
      imagesPerSecond: (ok + warned) / seconds,
      downloadMs: null,
      usage: usage === null ? null : { node: usage },
      peakMib: null,
      others: usage === null ? null : othersShare(coresBefore, coresAfter, usage.cpuMs),
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function runCli(args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const cli = spawn(process.execPath, [PROGRAM, ...args], {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    cli.on('error', reject);
    cli.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The command line ended with exit code ${code}.`));
    });
  });
}

/** USER_HZ, as in process-usage.ts. */
const TICKS_PER_SECOND = 100;

/** What all ended children of this process have used; null if the system is not Linux. */
function usageOfChildren(): Usage | null {
  if (process.platform !== 'linux') return null;
  const text = readFileSync('/proc/self/stat', 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const fieldOf = (number: number): number => Number(fields[number - 3]);
  return {
    cpuMs: ((fieldOf(16) + fieldOf(17)) * 1000) / TICKS_PER_SECOND,
    faults: fieldOf(11) + fieldOf(13),
  };
}
