import {
  batchPointsOf,
  ladderOf,
  projectionsOf,
  seriesOf,
  type Point,
} from '../../../core/comparison/facts.ts';
import { STAGES, type ComparisonReport } from '../../../core/comparison/report.ts';
import type { TextTable } from '../charts/text-table.ts';
import { percentText, rateText } from '../quantity-text.ts';
import { STAGE_TEXTS } from '../stage-texts.ts';
import { cellText, durationRangeText, msText, timesText, WAY_TEXTS } from './comparison-texts.ts';

export function speedTable(report: ComparisonReport): TextTable {
  return {
    caption: 'Images per second',
    head: ['way', 'workers', 'images/s', 'min … max', 'speed-up', 'efficiency', 'Karp–Flatt'],
    rows: seriesOf(report).flatMap(({ way, points }) =>
      points.map((point) => [
        WAY_TEXTS[way],
        String(point.workers),
        rateNumber(point.rate.median),
        `${rateNumber(point.rate.min)} … ${rateNumber(point.rate.max)}`,
        point.speedup === null ? '–' : timesText(point.speedup),
        point.speedup === null ? '–' : percentText(point.speedup / point.workers),
        point.serial === null ? '–' : point.serial.toFixed(3),
      ]),
    ),
  };
}

export function ladderTable(report: ComparisonReport): TextTable {
  return {
    caption: 'Step by step',
    head: ['step', 'images/s', 'factor'],
    rows: ladderOf(seriesOf(report)).map(({ point, factor }) => [
      cellText(point),
      rateNumber(point.rate.median),
      factor === null ? '–' : timesText(factor),
    ]),
  };
}

export function stageTable(report: ComparisonReport): TextTable {
  return {
    caption: 'Where an image’s time goes (of all workers)',
    head: ['way', 'workers', ...STAGES.map((stage) => STAGE_TEXTS[stage]), 'in all'],
    rows: seriesOf(report).flatMap(({ way, points }) =>
      points.map((point) => [
        WAY_TEXTS[way],
        String(point.workers),
        ...STAGES.map((stage) => msText(point.stages[stage])),
        msText(stageSum(point)),
      ]),
    ),
  };
}

export function batchTable(report: ComparisonReport): TextTable {
  return {
    caption: 'Batch sizes',
    head: ['batches', 'images/s', 'min … max'],
    rows: batchPointsOf(report).map((point) => [
      cellText(point),
      rateNumber(point.rate.median),
      `${rateNumber(point.rate.min)} … ${rateNumber(point.rate.max)}`,
    ]),
  };
}

export function projectionTable(report: ComparisonReport): TextTable {
  return {
    caption: 'The whole folder',
    head: ['choice', 'from Start to finished'],
    rows: projectionsOf(report).map(({ point, lowMs, highMs }) => [
      cellText(point),
      durationRangeText({ low: lowMs, high: highMs }),
    ]),
  };
}

/** All workers' time for an image. */
export function stageSum({ stages }: Point): number {
  return STAGES.reduce((sum, stage) => sum + stages[stage], 0);
}

function rateNumber(perSecond: number): string {
  return rateText(perSecond).replace(' images/s', '');
}
