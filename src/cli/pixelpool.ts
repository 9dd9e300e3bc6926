#!/usr/bin/env node
// The command line: pixelpool FOLDER -o photos.npy
import { errorMessage } from '../core/error-message.ts';
import { readCommandLine, USAGE, type RunCommand } from './command-line.ts';
import { resumeCommand } from './resume-command.ts';
import { runCommand } from './run-command.ts';
import type { Display } from './show/display.ts';
import { createJsonLines } from './show/json-lines.ts';
import { createSilent } from './show/silent.ts';
import { createThreadStock } from './thread/thread-stock.ts';
import { UsageError } from './usage-error.ts';
import { VERSION } from './version.ts';

const EXIT_USAGE = 2;
const EXIT_FAILED = 1;

/** What draws on a terminal is only loaded if there is one. */
async function displayOf({ isJson }: RunCommand): Promise<Display> {
  if (isJson) return createJsonLines((line) => void process.stdout.write(line));
  if (process.stderr.isTTY) {
    const { createTerminal } = await import('./show/terminal.ts');
    return createTerminal(process.stderr);
  }
  return createSilent((text) => void process.stderr.write(text));
}

/** The first signal ends the run so that it can be resumed; a second one ends the process at once. */
function stopOnSignals(): AbortController {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(EXIT_FAILED);
      stop.abort();
    });
  }
  return stop;
}

async function main(args: readonly string[]): Promise<number> {
  const command = readCommandLine(args);
  if (command === 'help') process.stdout.write(USAGE);
  if (command === 'version') process.stdout.write(`${VERSION}\n`);
  if (command === 'help' || command === 'version') return 0;
  // whoever reads the lines may leave earlier
  process.stdout.on('error', () => undefined);
  const threads = createThreadStock(command.parameters.workers);
  const [display, stop] = [await displayOf(command), stopOnSignals()];
  return runCommand({ command, threads, display, stop, resume: resumeCommand(args) });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(`pixelpool: ${errorMessage(error)}\n${isUsage ? USAGE : ''}`);
  process.exitCode = isUsage ? EXIT_USAGE : EXIT_FAILED;
}
