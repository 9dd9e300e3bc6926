import type { DroppedFigures } from './bench-dropped.ts';
import type { ScaleFigures } from './bench-scale.ts';
import { median } from '../../src/core/statistics.ts';
import type { MemorySlope } from './memory-slope.ts';

/** What was asked for, in the same units as the figures. */
const ASKED = 'asked: heap < 600 bytes a file, no task over 50 ms, memory < 1 MiB / 1,000 images';

const COLUMNS = [
  'slots',
  'listed in',
  'heap a file: listed, run',
  'heap a file more',
  'longest task: listing, running, end',
  'µs an image',
  'µs an image more',
  'tab, browser MiB / 1,000',
];

/** A table with a line for each number of slots. */
export function slotsText(figures: readonly ScaleFigures[]): string {
  const lines = [
    'Slots that are made up; nothing is read or decoded. Rows go to the real sink.',
    `| ${COLUMNS.join(' | ')} |`,
    `|${'--:|'.repeat(COLUMNS.length)}`,
  ];
  for (const [i, figure] of figures.entries()) {
    const { slots, listMs, heapBytes, longestTaskMs: task, wallMs, slope } = figure;
    const range = `${usEach(Math.min(...wallMs), slots)} … ${usEach(Math.max(...wallMs), slots)}`;
    const cells = [
      slots.toLocaleString('en'),
      `${listMs} ms`,
      `${heapBytes.listed.toFixed(0)}, ${heapBytes.run.toFixed(0)} B`,
      moreText(figures[i - 1], figure, (of) => of.heapBytes.run * of.slots, 0),
      `${ms(task.listing)}, ${middleAndMost(task.running)}, ${middleAndMost(task.ending)} ms`,
      `${usEach(median(wallMs), slots)} (${range})`,
      moreText(figures[i - 1], figure, (of) => median(of.wallMs) * 1000, 1),
      slopeText(slope),
    ];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  lines.push(
    'µs an image: median of the runs by their images. "more": what a file adds from the line before',
    'to this one, without the fixed cost of a page and a run. Longest tasks: the median of',
    `the runs, and the longest of all; 0: none over 50 ms. ${ASKED}`,
  );
  return `${lines.join('\n')}\n`;
}

/** What an image adds beyond the smaller number of slots: fixed costs cancel. */
function moreText(
  smaller: ScaleFigures | undefined,
  larger: ScaleFigures,
  totalOf: (figures: ScaleFigures) => number,
  digits: number,
): string {
  if (smaller === undefined) return '–';
  const more = totalOf(larger) - totalOf(smaller);
  return (more / (larger.slots - smaller.slots)).toFixed(digits);
}

/** A paragraph on files that were really dropped. */
export function droppedText(figures: DroppedFigures): string {
  const { files, memory, heapBytes, longestTaskMs } = figures;
  const mib = (name: 'tabMib' | 'browserMib') =>
    [memory.idle, memory.listed, memory.run].map((point) => point[name].toFixed(0)).join(', ');
  return [
    `${files.toLocaleString('en')} files, dropped and decoded:`,
    `listed in ${figures.listMs} ms, all sizes known after ${figures.measuredMs} ms, run in ` +
      `${(figures.wallMs / 1000).toFixed(1)} s (${figures.imagesPerSecond.toFixed(0)} images/s)`,
    `page heap a file: listed ${heapBytes.listed.toFixed(0)} B, run ${heapBytes.run.toFixed(0)} B`,
    `longest task: listing ${ms(longestTaskMs.listing)} ms, running and end ` +
      `${ms(longestTaskMs.running)} ms (0: none over 50 ms)`,
    `private memory, MiB (idle, listed, run): tab ${mib('tabMib')}; browser ${mib('browserMib')}`,
    `MiB / 1,000 images over the run: tab, browser ${slopeText(figures.slope)}`,
    '',
  ].join('\n');
}

function slopeText(slope: MemorySlope | null): string {
  return slope === null ? '–' : `${slope.tab.toFixed(2)}, ${slope.browser.toFixed(2)}`;
}

/** The median of runs, and the highest: a machine that does other things makes tasks last longer. */
function middleAndMost(values: readonly number[]): string {
  return `${ms(median(values))} (≤ ${ms(Math.max(...values))})`;
}

function usEach(wallMs: number, images: number): string {
  return ((wallMs / images) * 1000).toFixed(1);
}

function ms(value: number): string {
  return value.toFixed(0);
}
