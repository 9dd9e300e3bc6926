import { pillowSteps } from '../../src/core/recipe/pillow-steps.ts';
import type { Recipe } from '../../src/core/recipe/recipe.ts';
import { FORMATS } from '../../src/formats/registry.ts';
import { isException, isVerdictEqual, wordsOn, type JudgedFile } from './judge-files.ts';
import { causeOf } from './known-causes.ts';
import { groupFiles, percent, tallyFiles, type Tally } from './tally-files.ts';

/** A judged file, and the kind of its bytes. */
export interface ReportedFile extends JudgedFile {
  readonly kind: string;
  /** Whether pixelpool decodes its format exactly. */
  readonly isExactFormat: boolean;
}

/** A folder that both made rows of. */
export interface ReportedSet {
  readonly name: string;
  readonly files: readonly ReportedFile[];
  /** Files without a line in the manifest, and other faults that compare.py names. */
  readonly unaccounted: number;
  readonly unsound: number;
}

/** The whole report. Nothing in it depends on the time or the machine. */
export function markdownOf(
  sets: readonly ReportedSet[],
  recipe: Recipe,
  versions: readonly string[],
): string {
  return [
    '# How far rows are byte-identical to Pillow',
    'Every file below was made into a row twice: by the built page in a headless browser, and by ' +
      'Pillow. The two rows were compared byte by byte, and so were the verdicts on files that ' +
      'either of them refused. `npm run -s parity-report` wrote this page, which lists every exception. ' +
      'Files with metadata that Pillow refuses, when it opens an image or when it applies an orientation, are ' +
      'compared by `npm run -s fuzz-metadata`: [fuzzing.md](fuzzing.md#metadata).',
    ['```python', ...pillowSteps(recipe), '```'].join('\n'),
    versions.map((version) => `- ${version}`).join('\n'),
    '- **same verdict**: both made a row, or both refused the file.\n' +
      '- **identical**: of the files of which both made a row, those whose rows have the same bytes.\n' +
      '- **differ, marked**: the row differs, and the manifest says `approximate`. ' +
      'Not every marked row differs.\n' +
      '- **differ, unmarked**: the row differs, and the manifest does not say so. This has to be 0.',
    totalsOf(sets),
    ...sets.flatMap((set) => [`## ${set.name}`, kindsOf(set), ...exceptionsOf(set)]),
  ]
    .join('\n\n')
    .concat('\n');
}

const COLUMNS = [
  'files',
  'same verdict',
  'both made a row',
  'identical',
  'differ, marked',
  'differ, unmarked',
];

function cellsOf({
  files,
  verdictEqual,
  both,
  byteEqual,
  differFlagged,
  differUnflagged,
}: Tally): readonly string[] {
  const share = both === 0 ? '' : ` (${percent(byteEqual, both)})`;
  return [
    grouped(files),
    `${grouped(verdictEqual)} (${percent(verdictEqual, files)})`,
    grouped(both),
    `${grouped(byteEqual)}${share}`,
    grouped(differFlagged),
    grouped(differUnflagged),
  ];
}

/** 12345 as `12,345`, wherever this runs. */
function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n');
}

function escaped(cell: string): string {
  return cell.replace(/\|/g, '\\|').replace(/[\r\n]+/g, ' ');
}

const EXACT_LABELS = FORMATS.filter(({ isExact }) => isExact)
  .map(({ label }) => label)
  .join(', ');

function totalsOf(sets: readonly ReportedSet[]): string {
  const lines = sets.flatMap(({ name, files, unaccounted, unsound }) => {
    const exact = files.filter(({ isExactFormat }) => isExactFormat);
    return [
      [name].concat(cellsOf(tallyFiles(files)), grouped(unaccounted + unsound)),
      [`– ${EXACT_LABELS} of them`].concat(cellsOf(tallyFiles(exact)), ''),
    ];
  });
  return table(['', ...COLUMNS, 'unaccounted for'], lines);
}

function kindsOf({ files }: ReportedSet): string {
  const kinds = new Map(files.map(({ path, kind }) => [path, kind]));
  const groups = groupFiles(files, ({ path }) => kinds.get(path) ?? '');
  const lines = [...groups].map(([kind, group]) => [kind].concat(cellsOf(tallyFiles(group))));
  return table(['kind', ...COLUMNS], lines);
}

function exceptionsOf({ files }: ReportedSet): readonly string[] {
  const exceptions = files.filter(isException);
  if (exceptions.length === 0) return ['There is no exception.'];
  const linesOf = (some: readonly ReportedFile[]): readonly (readonly string[])[] =>
    some.map((file) => {
      const { path, kind, maxDifference } = file;
      const { pillow, ours } = wordsOn(file);
      const cause = causeOf({ path, pillow, ours });
      const differs = [`by up to ${maxDifference ?? 0}`, ours.replace('another row, ', '')];
      return [code(path), kind, ...(isVerdictEqual(file) ? differs : [pillow, ours]), cause];
    });
  const verdicts = linesOf(exceptions.filter((file) => !isVerdictEqual(file)));
  const bytes = linesOf(exceptions.filter(isVerdictEqual));
  return [
    ...section('Other verdicts', ['file', 'kind', 'Pillow', 'pixelpool', 'cause'], verdicts),
    ...section('Other bytes', ['file', 'kind', 'differs', 'is', 'cause'], bytes),
  ];
}

function section(
  title: string,
  head: readonly string[],
  lines: readonly (readonly string[])[],
): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title} (${lines.length})`, table(head, lines)];
}

/** A path as code, whatever is in it. */
function code(path: string): string {
  const fence = path.includes('`') ? '``' : '`';
  return `${fence}${path}${fence}`;
}
