import { readFileSync, statSync } from 'node:fs';

import { planInSteps, type RunPlan } from '../core/plan/plan.ts';
import type { HiddenFolders } from '../core/plan/ignored-files.ts';
import { CliError } from './cli-error.ts';
import type { RunCommand } from './command-line.ts';
import { errorCode } from './error-code.ts';
import { listFolder, type PathListing } from './list-folder.ts';
import { listPaths } from './list-paths.ts';
import { walkSteps } from './walk-steps.ts';

type Input = Pick<RunCommand, 'folder'>;

const STANDARD_INPUT = 0;

/** The plan of a folder, or of the paths on standard input. Throws a CliError if there is none. */
export function planOf(input: Input, hidden: HiddenFolders): RunPlan<string> {
  const plan = walkSteps(planInSteps(list(input), hidden));
  if (plan.summary.listed > 0) return plan;
  throw new CliError(`There is no file in ${input.folder ?? 'the list'}.`);
}

function list({ folder }: Input): PathListing {
  if (folder === null) return listPaths(readFileSync(STANDARD_INPUT, 'utf8'));
  try {
    if (statSync(folder).isDirectory()) return listFolder(folder);
  } catch (error) {
    const code = errorCode(error);
    const reason = code === 'ENOENT' ? 'There is no such folder' : 'It cannot be read';
    throw new CliError(`${folder}: ${reason} (${code}).`, { cause: error });
  }
  throw new CliError(`${folder}: That is no folder.`);
}
