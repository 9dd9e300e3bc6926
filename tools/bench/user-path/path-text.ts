import type { Usage } from '../../drive/process-usage.ts';
import { median, medianRatio } from '../../../src/core/statistics.ts';
import type { PathFigures, PathResult } from './path-contender.ts';

/** The results as two tables: speed, and what it cost. Medians of the rounds. */
export function pathText(results: readonly PathResult[]): string {
  return `${speedTable(results)}\n${costTable(results)}${limitText(results)}`;
}

function speedTable(results: readonly PathResult[]): string {
  const hasBaselines = results.some(({ baseline }) => baseline !== null);
  const names = ['to `pillow`', 'to the fastest native', ...(hasBaselines ? ['to build 1'] : [])];
  const lines = [
    `| user’s path | workers | images/s | min … max | ${names.join(' | ')} | drop → Download |`,
    `|---|--:|--:|--:|${names.map(() => '--:|').join('')}--:|`,
  ];
  for (const result of results) {
    const speeds = speedsOf(result);
    const range = `${speedText(Math.min(...speeds))} … ${speedText(Math.max(...speeds))}`;
    const waits = known(result.rounds.map(({ downloadMs }) => downloadMs));
    const wait = waits.length === 0 ? '–' : `${median(waits).toFixed(0)} ms`;
    const ratios = ratioTexts(result, results).slice(0, names.length);
    const cells = [result.name, result.workers, speedText(median(speeds)), range, ...ratios, wait];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return `${lines.join('\n')}\n`;
}

/** To Pillow, to the fastest native peer, and to the baseline, all with as many workers. */
function ratioTexts(result: PathResult, results: readonly PathResult[]): readonly string[] {
  const beside = results.filter(({ workers }) => workers === result.workers);
  const natives = beside.filter(({ kind }) => kind === 'native');
  const others = [
    natives.find(({ name }) => name === 'pillow'),
    fastest(natives),
    beside.find(({ name }) => name === result.baseline),
  ];
  return others.map((other) => {
    const ratio = other ? medianRatio(speedsOf(result), speedsOf(other)) : null;
    return ratio === null ? '–' : ratio.toFixed(2);
  });
}

function costTable(results: readonly PathResult[]): string {
  const lines = [
    '| user’s path | workers | CPU, ms an image | page faults an image | peak above idle | other programs |',
    '|---|--:|--:|--:|--:|--:|',
  ];
  for (const { name, workers, rounds } of results) {
    const peaks = known(rounds.map(({ peakMib }) => peakMib));
    const peak = peaks.length === 0 ? '–' : `${median(peaks).toFixed(0)} MiB`;
    const costs = [costText(rounds, 'cpuMs'), costText(rounds, 'faults'), peak];
    lines.push(`| ${[name, workers, ...costs, othersText(rounds)].join(' | ')} |`);
  }
  return `${lines.join('\n')}\n`;
}

/** The largest share of the machine that other programs had in a round. */
function othersText(rounds: readonly PathFigures[]): string {
  const shares = known(rounds.map(({ others }) => others));
  return shares.length === 0 ? '–' : `${Math.round(Math.max(...shares) * 100)} %`;
}

/** `66.2 (renderer 60.1, browser 6.1)`: all processes, and those kinds that have a share. */
function costText(rounds: readonly PathFigures[], figure: keyof Usage): string {
  const byKind = costByKind(rounds, figure);
  if (byKind === null) return 'n/a';
  const all = amountText([...byKind.values()].reduce((sum, cost) => sum + cost, 0));
  const [, ...others] = byKind;
  if (others.length === 0) return all;
  const shares = [...byKind]
    .filter(([, cost]) => cost > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, cost]) => `${kind} ${amountText(cost)}`);
  return `${all} (${shares.join(', ')})`;
}

/** The median cost of an image by kind of process; null if the system does not tell. */
export function costByKind(
  rounds: readonly PathFigures[],
  figure: keyof Usage,
): ReadonlyMap<string, number> | null {
  const costs = new Map<string, number[]>();
  for (const { usage, images } of rounds) {
    if (usage === null) return null;
    for (const [kind, used] of Object.entries(usage)) {
      const soFar = costs.get(kind) ?? [];
      costs.set(kind, [...soFar, used[figure] / images]);
    }
  }
  return new Map([...costs].map(([kind, values]) => [kind, median(values)]));
}

/** The best way of reading with each number of workers: no page can be faster. */
function limitText(results: readonly PathResult[]): string {
  const readings = results.filter(({ kind }) => kind === 'reading');
  const workerCounts = new Set(readings.map(({ workers }) => workers));
  return [...workerCounts]
    .map((count) => {
      const best = fastest(readings.filter(({ workers }) => workers === count));
      if (best === null) return '';
      const speed = speedText(median(speedsOf(best)));
      return `\nthe tab’s limit of reading, ${count} workers: ${speed} images/s (${best.name})\n`;
    })
    .join('');
}

function speedsOf({ rounds }: PathResult): readonly number[] {
  return rounds.map(({ imagesPerSecond }) => imagesPerSecond);
}

function fastest(results: readonly PathResult[]): PathResult | null {
  const speedOf = (result: PathResult) => median(speedsOf(result));
  return results.toSorted((a, b) => speedOf(b) - speedOf(a))[0] ?? null;
}

function known<T>(values: readonly (T | null)[]): readonly T[] {
  return values.filter((value) => value !== null);
}

function speedText(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0);
}

function amountText(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value.toFixed(value < 10 ? 2 : 1);
}
