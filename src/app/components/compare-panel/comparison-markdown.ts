import { browserName } from '../../../core/browser-name.ts';
import type { ComparisonReport } from '../../../core/comparison/report.ts';
import { recipeTexts } from '../../../core/recipe/recipe-options.ts';
import type { TextTable } from '../charts/text-table.ts';
import { amountText, bytesText } from '../quantity-text.ts';
import { sentencesOf } from './comparison-sentences.ts';
import {
  batchTable,
  ladderTable,
  projectionTable,
  speedTable,
  stageTable,
} from './comparison-tables.ts';

/** The machine, the browser, the folder and the recipe of a comparison, in a line each. */
export function conditionsOf(report: ComparisonReport): readonly string[] {
  const { machine, folder, sample, recipe, rounds } = report;
  const memory = machine.memoryGiB === null ? '' : `, ${machine.memoryGiB} GiB or more of memory`;
  const choices = recipeTexts({ ...recipe, decode: 'exact' });
  const options = choices.map(([name, text]) => `${name}=${text}`).join(' ');
  return [
    `${amountText(machine.cores, 'core')}${memory}, ${browserName(report.userAgent)}, pixelpool ${report.pixelpool}`,
    `${imagesText(folder)}; sample: ${imagesText(sample)}, ${amountText(rounds, 'round')}, ${report.seconds} s`,
    `rows of ${recipe.height} × ${recipe.width}${options === '' ? '' : ` (${options})`}`,
    new Date(report.startedMs).toISOString().slice(0, 16).replace('T', ' '),
  ];
}

function imagesText({ images, bytes }: ComparisonReport['folder']): string {
  return `${amountText(images, 'image')}${bytes === null ? '' : `, ${bytesText(bytes)}`}`;
}

/** A comparison as Markdown, to be pasted into a report. */
export function comparisonMarkdown(report: ComparisonReport): string {
  const { speed, ladder, bounds, projection, noise, leftOut } = sentencesOf(report);
  const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}\n`).join('');
  const parts = [
    '## Comparison\n',
    list(conditionsOf(report)),
    tableMarkdown(speedTable(report)),
    list(speed),
    tableMarkdown(ladderTable(report)),
    list(ladder),
    tableMarkdown(stageTable(report)),
    list(bounds),
    tableMarkdown(batchTable(report)),
    tableMarkdown(projectionTable(report)),
    list([...projection, ...noise, ...leftOut]),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function tableMarkdown({ caption, head, rows }: TextTable): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const rule = `|${head.map((_, column) => (column === 0 ? '---|' : '--:|')).join('')}\n`;
  return `**${caption}**\n\n${line(head)}${rule}${rows.map(line).join('')}`;
}
