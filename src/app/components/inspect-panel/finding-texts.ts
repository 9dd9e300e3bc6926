import type { FindingName, RowFinding } from '../../../core/inspect/finding.ts';
import {
  MAX_ASPECT_RATIO,
  MAX_SIZE_FACTOR,
  NEAR_RADIUS,
} from '../../../core/inspect/thresholds.ts';
import type { Recipe } from '../../../core/recipe/recipe.ts';
import { amountText, countText } from '../quantity-text.ts';

/** The heading of a finding. */
export const FINDING_TITLES: Readonly<Record<FindingName, string>> = {
  'same-files': 'Copies of a file',
  'exact-duplicates': 'Exact duplicates',
  'near-duplicates': 'Near duplicates',
  'single-colour': 'One colour',
  'low-information': 'Low information',
  dark: 'Too dark',
  light: 'Too light',
  blurry: 'Blurry',
  enlarged: 'Enlarged',
  'odd-aspect-ratio': 'Odd aspect ratio',
  'odd-size': 'Odd size',
};

/** The number of rows, and of groups if there are any. */
export function findingCount({ slots, groups }: RowFinding): string {
  const rows = amountText(slots.length, 'row');
  return groups === undefined ? rows : `${rows} in ${amountText(groups.length, 'group')}`;
}

/** How the rows of a finding were found, and how far that can be trusted. */
export function findingHint(
  name: FindingName,
  { width, height }: Pick<Recipe, 'width' | 'height'>,
): string {
  const size = `${width} × ${height}`;
  switch (name) {
    case 'same-files':
      return 'The files have the same bytes (SHA-256).';
    case 'exact-duplicates':
      return 'The rows have the same bytes. The files may differ, for example in their metadata.';
    case 'near-duplicates':
      return `The rows look alike: their perceptual hashes differ in ${NEAR_RADIUS} of 64 bits at most. Copies that were saved again or made smaller are found; those that were cut or turned often are not.`;
    case 'single-colour':
      return 'All pixels have nearly the same colour.';
    case 'low-information':
      return 'There are few shades, as in line art, masks and empty pages.';
    case 'dark':
      return '99 % of the pixels are darker than a quarter of the full brightness.';
    case 'light':
      return '95 % of the pixels are almost white.';
    case 'blurry':
      return `No edge is sharp. At ${size} pixels only a strong blur can be seen; a weaker one is gone with the reduction.`;
    case 'enlarged':
      return `The image is smaller than ${size} pixels along a side.`;
    case 'odd-aspect-ratio':
      return `The long side of the image is more than ${MAX_ASPECT_RATIO} times the short one.`;
    case 'odd-size':
      return `The sides of the image are more than ${MAX_SIZE_FACTOR} times as long as is usual in this folder, or less than 1/${MAX_SIZE_FACTOR} of it.`;
  }
}

/** One sentence on what stands out most: the finding with the most rows. */
export function standoutText(
  findings: readonly RowFinding[],
  rows: number,
  { width, height }: Pick<Recipe, 'width' | 'height'>,
): string {
  const [most] = findings.toSorted((a, b) => extraRows(b) - extraRows(a));
  if (rows === 0) return 'There are no rows.';
  if (most === undefined) return `Nothing stands out in ${amountText(rows, 'row')}.`;
  const count = extraRows(most);
  const are = count === 1 ? 'is' : 'are';
  const of = `${countText(count)} of ${amountText(rows, 'row')} ${are}`;
  switch (most.name) {
    case 'same-files':
      return `${of} of a file that is there twice.`;
    case 'exact-duplicates':
      return `${of} the same as another one.`;
    case 'near-duplicates':
      return `${of} nearly the same as another one.`;
    case 'single-colour':
      return `${of} of one colour.`;
    case 'low-information':
      return `${of} almost without information.`;
    case 'dark':
      return `${of} very dark.`;
    case 'light':
      return `${of} very light.`;
    case 'blurry':
      return `${of} blurry.`;
    case 'enlarged':
      return `${of} of images smaller than ${width} × ${height} pixels, which were enlarged.`;
    case 'odd-aspect-ratio':
      return `${of} of very wide or very high images.`;
    case 'odd-size':
      return `${of} of images much larger or smaller than the others.`;
  }
}

/** The rows of a finding; of groups, all but one of each. */
function extraRows({ slots, groups }: RowFinding): number {
  return slots.length - (groups?.length ?? 0);
}
