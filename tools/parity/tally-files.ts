import { isVerdictEqual, type JudgedFile } from './judge-files.ts';

/** Counts of files of one kind. */
export interface Tally {
  readonly files: number;
  readonly verdictEqual: number;
  /** Files of which both made a row, and of those the rows that are equal, and that are not. */
  readonly both: number;
  readonly byteEqual: number;
  readonly differFlagged: number;
  readonly differUnflagged: number;
}

export function tallyFiles(files: readonly JudgedFile[]): Tally {
  const both = files.filter(({ maxDifference }) => maxDifference !== null);
  const differing = both.filter(({ maxDifference }) => maxDifference !== 0);
  const differFlagged = differing.filter(({ isApproximate }) => isApproximate).length;
  return {
    files: files.length,
    verdictEqual: files.filter(isVerdictEqual).length,
    both: both.length,
    byteEqual: both.length - differing.length,
    differFlagged,
    differUnflagged: differing.length - differFlagged,
  };
}

/** Files by their `kindOf`, the kinds in alphabetical order. */
export function groupFiles(
  files: readonly JudgedFile[],
  kindOf: (file: JudgedFile) => string,
): ReadonlyMap<string, readonly JudgedFile[]> {
  const groups = new Map<string, JudgedFile[]>();
  for (const file of files) {
    const kind = kindOf(file);
    groups.set(kind, [...(groups.get(kind) ?? []), file]);
  }
  return new Map([...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** `part` of `of` in per cent, never rounded up to 100. */
export function percent(part: number, of: number): string {
  if (part === of) return '100 %';
  return `${(Math.floor((part / of) * 10_000) / 100).toFixed(2)} %`;
}
