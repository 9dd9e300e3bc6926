import { errorMessage } from '../../src/core/error-message.ts';
import { UsageError } from '../../src/cli/usage-error.ts';

/** Prints the error and sets the exit code: 2 for a wrong command line, 1 for everything else. */
export function exitWith(tool: string, error: unknown, usage: string): void {
  const message = errorMessage(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isUsage = error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${tool}: ${message}\n${isUsage ? `${usage}\n` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}
