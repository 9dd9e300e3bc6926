// npm run -s bench -- FOLDER: pixelpool as its users have it, and native peers on the same folder
import { writeFile } from 'node:fs/promises';

import { exitWith } from '../drive/exit-with.ts';
import { folderArgument } from '../drive/folder-argument.ts';
import { listGeneratedFiles } from './bench-listing.ts';
import { measureCliMemory } from './measure-cli-memory.ts';
import { measureMemory } from './bench-memory.ts';
import {
  parseBenchArgs,
  positive,
  readPanelOptions,
  readPathOptions,
  readSizes,
  readRowsOptions,
  readScaleOptions,
  readWarmOptions,
  readWorkerCounts,
  type BenchValues,
} from './bench-options.ts';
import { benchPanel } from './bench-panel.ts';
import { measureRows } from './bench-rows.ts';
import { benchWarm } from './bench-warm.ts';
import { measureScale } from './measure-scale.ts';
import { benchSmoke } from './smoke.ts';
import { benchCli, benchUserPath } from './user-path/bench-user-path.ts';

const USAGE =
  'npm run -s bench -- FOLDER [--modes exact,turbo] [--workers 1,2] [--rounds 3] [--seconds 10]\n' +
  '  [--only pixelpool,reading,pillow,…] [--pages DIST,DIST] [--pss] [--json F]\n' +
  'npm run -s bench -- --cli FOLDER [--modes exact,turbo] [--workers 1,2] [--rounds 3] [--seconds 10]\n' +
  '  [--only pixelpool,pillow,…] [--json F]\n' +
  'npm run -s bench -- --warm FOLDER [--modes exact,canvas] [--workers 1,2] [--rounds 3] [--seconds 5]\n' +
  '  [--only pixelpool,pillow,…] [--json F]\n' +
  'npm run -s bench -- --panel FOLDER [--panel-seconds 120] [--modes exact,turbo] [--workers 1,2] [--rounds 3]\n' +
  '  [--seconds 5] [--json F]\n' +
  'npm run -s bench -- --cli-memory [--sizes 100000,1000000] [--json F]\n' +
  'npm run -s bench -- --list 100000 [--json F]\n' +
  'npm run -s bench -- --memory FOLDER [--workers 1,2] [--json F]\n' +
  'npm run -s bench -- --scale [--sizes 1000,10000,100000,1000000] [--files 100000] [--side 8]\n' +
  '  [--workers 2] [--rounds 3] [--json F]\n' +
  'npm run -s bench -- --rows 100000 [--side 64] [--workers 2] [--rounds 3] [--json F]\n' +
  'npm run -s bench -- --smoke [--json F]';

/** The use of bench that the options ask for; its figures and their text. */
function measure(
  values: BenchValues,
  positionals: readonly string[],
): Promise<{ readonly text: string }> {
  if (values.smoke) return benchSmoke();
  if (values.list !== undefined) return listGeneratedFiles(positive(values.list, 'list'));
  if (values.rows !== undefined) return measureRows(readRowsOptions(values));
  if (values.scale) return measureScale(readScaleOptions(values));
  if (values.memory) {
    return measureMemory(folderArgument(positionals), readWorkerCounts(values.workers));
  }
  if (values.panel) return benchPanel(readPanelOptions(values, positionals));
  if (values.warm) return benchWarm(readWarmOptions(values, positionals));
  if (values['cli-memory']) return measureCliMemory(readSizes(values));
  if (values.cli) return benchCli(readPathOptions(values, positionals));
  return benchUserPath(readPathOptions(values, positionals));
}

try {
  const { values, positionals } = parseBenchArgs(process.argv.slice(2));
  const figures = await measure(values, positionals);
  process.stdout.write(figures.text);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(figures)}\n`);
} catch (error) {
  exitWith('bench', error, USAGE);
}
