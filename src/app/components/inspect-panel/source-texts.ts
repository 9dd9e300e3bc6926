import type { Bin, SourceStatistics } from '../../../core/inspect/source-statistics.ts';
import { amountText, countText } from '../quantity-text.ts';
import type { NamedCount } from './CountChart.tsx';

/** A text of at most this many characters. */
export function shortened(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

export function labelCounts({ labels }: SourceStatistics): readonly NamedCount[] {
  return labels.map(([label, count]) => ({ name: label ?? '(no folder)', count }));
}

export function formatCounts({ formats }: SourceStatistics): readonly NamedCount[] {
  return formats.map(([format, count]) => ({ name: format.toUpperCase(), count }));
}

export function sizeCounts({ sizes }: SourceStatistics): readonly NamedCount[] {
  return sizes.map(({ from, to, count }) => ({
    name: to === Infinity ? `${from} or more` : from === 0 ? `below ${to}` : `${from} to ${to - 1}`,
    count,
  }));
}

export function ratioCounts({ ratios }: SourceStatistics): readonly NamedCount[] {
  return ratios.map((bin) => ({ name: ratioText(bin), count: bin.count }));
}

const RATIOS: readonly (readonly [from: number, text: string])[] = [
  [3, 'wider than 3:1'],
  [2, '2:1 to 3:1'],
  [3 / 2, '3:2 to 2:1'],
  [10 / 9, '10:9 to 3:2'],
  [9 / 10, 'about 1:1'],
  [2 / 3, '2:3 to 9:10'],
  [1 / 2, '1:2 to 2:3'],
  [1 / 3, '1:3 to 1:2'],
];

function ratioText({ from }: Bin): string {
  return RATIOS.find(([least]) => from >= least)?.[1] ?? 'higher than 1:3';
}

export function labelSentence({ labels, images }: SourceStatistics): string {
  const [most] = labels;
  const least = labels.at(-1);
  if (most === undefined || least === undefined) return 'There are no images.';
  if (labels.length === 1) return `All ${amountText(images, 'image')} have one label.`;
  return `${amountText(labels.length, 'label')}: the largest has ${amountText(most[1], 'image')}, the smallest ${countText(least[1])}.`;
}

/** How many images the longest bar has. */
export function mostSentence(
  counts: readonly NamedCount[],
  images: number,
  textOf: (name: string) => string,
): string {
  const [most] = counts.toSorted((a, b) => b.count - a.count);
  if (most === undefined) return 'There are no images.';
  return `${countText(most.count)} of ${amountText(images, 'image')}: ${textOf(most.name)}.`;
}
