import type { RowsFigures } from './bench-rows.ts';

/** A table with a line for each step, and what the mosaic costs. */
export function rowsText(
  { slots, side, steps, wallMs }: Omit<RowsFigures, 'text'>,
  median: (values: readonly number[]) => number,
): string {
  const lines = [
    `${slots.toLocaleString('en')} slots, rows of ${side} × ${side}; a hundredth of the files failed.`,
    '| step | ms | longest task, ms | heap, MiB | tab, MiB |',
    '|---|--:|--:|--:|--:|',
    ...steps.map(({ name, ms, longestTaskMs, heapMib, tabMib }) => {
      const cells = [ms, longestTaskMs, heapMib, tabMib].map((value) => value.toFixed(0));
      return `| ${name} | ${cells.join(' | ')} |`;
    }),
    'Longest task of the page’s thread; 0: none over 50 ms.',
  ];
  if (wallMs.length > 0) {
    const more = wallMs.map((pair) => ((pair.with - pair.without) / slots) * 1000);
    const each = more.map((us) => us.toFixed(2)).join(', ');
    const without = (median(wallMs.map((pair) => pair.without)) / slots) * 1000;
    lines.push(
      `Mosaic: ${median(more).toFixed(2)} µs a row more (pairs: ${each}), ${without.toFixed(1)} µs without it.`,
    );
  }
  return `${lines.join('\n')}\n`;
}
