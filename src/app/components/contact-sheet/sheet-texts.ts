import type { Grouping, ShownRows } from '../../../core/sheet/choose-rows.ts';
import type { SlotOutcome } from '../../../core/verdict.ts';
import { formatLabel } from '../../../formats/registry.ts';
import { countText } from '../quantity-text.ts';

export const SHOWN_TEXTS: Readonly<Record<ShownRows, string>> = {
  all: 'All',
  ok: 'Ok',
  warned: 'With a warning',
  failed: 'Failed',
  approximate: 'Approximate',
  excluded: 'Excluded',
  kept: 'Not excluded',
};

export const GROUPING_TEXTS: Readonly<Record<Grouping, string>> = {
  none: 'Nothing',
  label: 'Label',
  verdict: 'Verdict',
  approximate: 'Exact or approximate',
  excluded: 'Excluded or not',
};

/** The part of a path that fits below a picture. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A cell in words: its path, and all that its picture does not show. */
export function cellText(path: string, outcome: SlotOutcome, isExcluded: boolean): string {
  return [
    path,
    ...(outcome.verdict === 'ok' ? [] : [`${outcome.verdict}: ${outcome.code}`]),
    ...(outcome.approximate ? ['approximate'] : []),
    ...(isExcluded ? ['excluded'] : []),
  ].join(', ');
}

/** The facts about a row, as pairs. */
export function rowFacts(
  outcome: SlotOutcome,
  label: string | null,
  place: { readonly row: number | null; readonly isExcluded: boolean; readonly hasResult: boolean },
): readonly (readonly [name: string, value: string])[] {
  const { format, width, height, decoder } = outcome;
  const row = place.row === null ? 'none' : countText(place.row);
  return [
    ['Row', place.isExcluded ? 'none: excluded' : place.hasResult ? row : 'known at the end'],
    ['Verdict', outcome.verdict === 'ok' ? 'ok' : `${outcome.verdict}: ${outcome.detail}`],
    ...(width === null || height === null
      ? []
      : [['Size', `${countText(width)} × ${countText(height)} pixels`] as const]),
    ...(format === null ? [] : [['Format', formatLabel(format)] as const]),
    ...(decoder === null ? [] : [['Decoder', decoder] as const]),
    ...(outcome.approximate ? [['Pixels', 'approximate'] as const] : []),
    ...(label === null ? [] : [['Label', label] as const]),
  ];
}
