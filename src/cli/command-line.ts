import { parseArgs } from 'node:util';

import { isPillowRecipe } from '../core/recipe/pillow-steps.ts';
import type { RunParameters } from '../core/recipe/recipe-parameters.ts';
import { readRecipeOptions, RECIPE_ARGUMENTS } from './recipe-arguments.ts';
import { UsageError } from './usage-error.ts';

export const USAGE = `pixelpool FOLDER -o photos.npy [--manifest F.jsonl] [--receipt F.json] [--resume] [--overwrite]
  [--json] [--workers N] [--decode exact|turbo] [--resample FILTER] [--fit FIT] [--alpha drop|RRGGBB]
  [--orientation ignore|apply] [--pad RRGGBB] [--width N] [--height N] [--failed drop|zero]
  [--hidden in|out]
pixelpool - -o photos.npy < LIST    a list of paths, one a line
pixelpool --help | --version
`;

/** What a command line asks for. */
export interface RunCommand {
  /** A folder, or null for a list of paths from standard input. */
  readonly folder: string | null;
  readonly out: string;
  readonly manifest: string | null;
  readonly receipt: string | null;
  readonly parameters: RunParameters;
  /** Whether an unfinished run is gone on with. */
  readonly resumes: boolean;
  /** Whether files that are there already may be replaced. */
  readonly overwrites: boolean;
  /** Whether progress and result are lines of JSON on standard output. */
  readonly isJson: boolean;
}

export type Command = 'help' | 'version' | RunCommand;

/** Throws a UsageError if the command line is wrong. */
export function readCommandLine(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  if (values.version) return 'version';
  const [input] = positionals;
  if (input === undefined || positionals.length > 1) {
    throw new UsageError('Name one folder, or - for a list of paths.');
  }
  const { out, manifest = null, receipt = null } = values;
  if (out === undefined) throw new UsageError('Say where the array goes with -o photos.npy.');
  const parameters = readRecipeOptions(values);
  if (!isPillowRecipe(parameters.recipe)) {
    throw new UsageError('--decode=canvas: only a browser has a canvas. Use the page for it.');
  }
  return {
    folder: input === '-' ? null : input,
    out,
    manifest,
    receipt,
    parameters,
    resumes: values.resume,
    overwrites: values.overwrite,
    isJson: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...RECIPE_ARGUMENTS,
        out: { type: 'string', short: 'o' },
        manifest: { type: 'string' },
        receipt: { type: 'string' },
        resume: { type: 'boolean', default: false },
        overwrite: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
