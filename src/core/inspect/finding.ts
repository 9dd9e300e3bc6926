import type { RowFilter } from './row-filter.ts';

/** The findings in the order in which they are shown. */
export const FINDING_NAMES = [
  'same-files',
  'exact-duplicates',
  'near-duplicates',
  'single-colour',
  'low-information',
  'dark',
  'light',
  'blurry',
  'enlarged',
  'odd-aspect-ratio',
  'odd-size',
] as const;

export type FindingName = (typeof FINDING_NAMES)[number];

/** Rows that deserve a look. */
export interface RowFinding extends RowFilter {
  readonly name: FindingName;
}

/** The findings that have rows, in the order in which they are shown. */
export function inOrder(findings: readonly RowFinding[]): readonly RowFinding[] {
  return findings
    .filter(({ slots }) => slots.length > 0)
    .toSorted((a, b) => FINDING_NAMES.indexOf(a.name) - FINDING_NAMES.indexOf(b.name));
}
