import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { pictureOf } from '../odd-names/odd-files.ts';
import { generateFiles } from './generate-files.ts';
import { requireProcessMemory } from './process-memory.ts';

const PROGRAM = fileURLToPath(new URL('../../dist-cli/pixelpool.js', import.meta.url));
const SIDE = 8;
const SAMPLE_MS = 20;

interface CliMemory {
  readonly files: number;
  readonly seconds: number;
  /** The highest resident memory of the process. */
  readonly peakMib: number;
}

/** What the command line takes for folders of so many small images, with rows of 8 × 8. */
export async function measureCliMemory(
  sizes: readonly number[],
): Promise<{ readonly sizes: readonly CliMemory[]; readonly text: string }> {
  requireProcessMemory('--cli --sizes');
  const measured: CliMemory[] = [];
  for (const files of sizes) measured.push(await measureFiles(files));
  return { sizes: measured, text: memoryText(measured) };
}

async function measureFiles(files: number): Promise<CliMemory> {
  const folder = await generateFiles(files, (index) => pictureOf([index % 256, 40, 137], SIDE));
  const scratch = await mkdtemp(join(tmpdir(), 'pixelpool-cli-'));
  try {
    const startedAt = performance.now();
    const out = join(scratch, 'array.npy');
    const size = ['--width', String(SIDE), '--height', String(SIDE)];
    const manifest = ['--manifest', join(scratch, 'array.jsonl')];
    const peakMib = await peakOf([folder, '-o', out, ...manifest, ...size]);
    return { files, seconds: (performance.now() - startedAt) / 1000, peakMib };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(scratch, { recursive: true, force: true });
  }
}

function peakOf(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const cli = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'ignore', 2] });
    let peakMib = 0;
    const sampling = setInterval(() => {
      peakMib = highWaterMib(cli.pid) ?? peakMib;
    }, SAMPLE_MS);
    cli.on('error', reject);
    cli.on('close', (code) => {
      clearInterval(sampling);
      if (code === 0) resolve(peakMib);
      else reject(new Error(`The command line ended with exit code ${code}.`));
    });
  });
}

/** `VmHWM:   123 kB` of /proc/PID/status (proc_pid_status(5)); null if the process has ended. */
function highWaterMib(pid: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kib = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
    return kib === undefined ? null : Number(kib) / 1024;
  } catch {
    return null;
  }
}

function memoryText(measured: readonly CliMemory[]): string {
  const [first] = measured;
  const lines = measured.map(({ files, seconds, peakMib }) => {
    const more = first === undefined ? 0 : files - first.files;
    const each = first === undefined ? 0 : ((peakMib - first.peakMib) * 2 ** 20) / more;
    const cost = more === 0 ? '–' : each.toFixed(0);
    return `| ${files} | ${seconds.toFixed(1)} | ${peakMib.toFixed(0)} | ${cost} |`;
  });
  return [
    '| files | seconds | peak, MiB | bytes for each file more |',
    '| --: | --: | --: | --: |',
    ...lines,
    '',
  ].join('\n');
}
