import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** How a command ended. */
export interface Ended {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface BuiltCli {
  /** A new folder for temporary files, which is deleted after the tests. */
  readonly folder: string;
  /** Starts the command, in the folder, with this on its standard input. */
  start(args: readonly string[], input?: string): { process: ChildProcess; ended: Promise<Ended> };
  run(args: readonly string[], input?: string): Promise<Ended>;
}

/** Builds the command line for the tests of a file, as it is now. */
export function useBuiltCli(): BuiltCli {
  const folder = mkdtempSync(join(tmpdir(), 'pixelpool-cli-'));
  const dist = join(folder, 'dist-cli');
  beforeAll(async () => {
    const configFile = join(ROOT, 'vite.cli.config.ts');
    await build({ root: ROOT, configFile, logLevel: 'error', build: { outDir: dist } });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function start(args: readonly string[], input = ''): ReturnType<BuiltCli['start']> {
    const command = spawn(process.execPath, [join(dist, 'pixelpool.js'), ...args], { cwd: folder });
    const output = { stdout: '', stderr: '' };
    command.stdout.on('data', (data) => (output.stdout += String(data)));
    command.stderr.on('data', (data) => (output.stderr += String(data)));
    command.stdin.end(input);
    const ended = new Promise<Ended>((resolve) => {
      command.on('close', (code) => resolve({ code, ...output }));
    });
    return { process: command, ended };
  }
  return { folder, start, run: (args, input) => start(args, input).ended };
}
