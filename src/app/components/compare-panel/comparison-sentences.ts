import { WAYS } from '../../../core/comparison/cell.ts';
import {
  boundOf,
  ladderOf,
  projectionsOf,
  seriesOf,
  type Point,
  type Series,
} from '../../../core/comparison/facts.ts';
import { meaningOf, type AmdahlFit } from '../../../core/comparison/fit-amdahl.ts';
import { workingCores } from '../../../core/comparison/judge-passes.ts';
import type { ComparisonReport } from '../../../core/comparison/report.ts';
import { amountText, countText, percentText, rateText } from '../quantity-text.ts';
import {
  cellText,
  DISTURBANCE_TEXTS,
  durationRangeText,
  timesText,
  WAY_TEXTS,
} from './comparison-texts.ts';

/** Everything that a comparison says, in words. Each list may be empty. */
export interface ComparisonSentences {
  readonly speed: readonly string[];
  readonly ladder: readonly string[];
  readonly bounds: readonly string[];
  readonly projection: readonly string[];
  readonly noise: readonly string[];
  readonly leftOut: readonly string[];
}

export function sentencesOf(report: ComparisonReport): ComparisonSentences {
  const series = seriesOf(report);
  return {
    speed: series.map((each) => speedSentence(each, report.machine.cores)),
    ladder: ladderSentences(series),
    bounds: boundSentences(series, report.machine.cores),
    projection: projectionSentences(report),
    noise: noiseSentences(report),
    leftOut: leftOutSentences(report),
  };
}

function speedSentence({ way, points, fit }: Series, cores: number): string {
  const inside = points.filter(({ workers }) => workers <= cores);
  const [first] = inside;
  const last = inside.at(-1);
  if (first === undefined || last === undefined) return '';
  const name = WAY_TEXTS[way];
  const start = `${name}: ${rateText(first.rate.median)} with ${amountText(first.workers, 'worker')}`;
  if (last === first || last.speedup === null) return `${start}.`;
  const times = `${timesText(last.speedup)} as fast as one`;
  const speed = `${start}, ${rateText(last.rate.median)} with ${countText(last.workers)}, which is ${times}.`;
  return [speed, ...beyondSentence(points, last, cores), ...amdahlSentence(fit, last)].join(' ');
}

/** More workers than cores should bring nothing more. */
function beyondSentence(points: readonly Point[], last: Point, cores: number): readonly string[] {
  const beyond = points.find(({ workers }) => workers > cores);
  if (beyond === undefined) return [];
  const change = beyond.rate.median / last.rate.median;
  const workers = amountText(beyond.workers, 'worker');
  if (change > 1.05) return [`${workers} make ${percentText(change - 1)} more.`];
  if (change < 0.95) return [`${workers} make ${percentText(1 - change)} less.`];
  return [`${workers} make no more.`];
}

function amdahlSentence(fit: AmdahlFit | null, last: Point): readonly string[] {
  if (fit === null) return [];
  const interval = `${fit.low.toFixed(3)} to ${fit.high.toFixed(3)}`;
  switch (meaningOf(fit)) {
    case 'p':
      return [
        `By Amdahl’s law p is ${fit.p.toFixed(3)} (${interval}): no number of workers would exceed ${limitText(fit)}.`,
      ];
    case 'all-shared':
      return ['All of the work is shared, as far as the noise lets it be told: no p below 1.'];
    case 'none-shared':
      return ['Hardly any of the work is shared: no p above 0 that the noise lets be told.'];
    case 'slower':
      return ['More workers are slower, which Amdahl’s law does not describe: there is no p.'];
    case 'too-fast':
      return [
        `${amountText(last.workers, 'worker')} are faster than Amdahl’s law allows: something else than the workers differed, so there is no p.`,
      ];
    case 'open':
      return ['The times vary too much to tell Amdahl’s p.'];
  }
}

/** From the low end of the interval, below which the true limit hardly lies. */
function limitText({ low, high }: AmdahlFit): string {
  const [least, most] = [1 / (1 - low), 1 / (1 - high)];
  if (!Number.isFinite(most) || most > 10 * least) return `${timesText(least)} or more`;
  return `${timesText(least)} to ${timesText(most)}`;
}

function ladderSentences(series: readonly Series[]): readonly string[] {
  const steps = ladderOf(series);
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined || steps.length < 2) return [];
  const factors = steps.flatMap(({ factor }) => (factor === null ? [] : [factor.toFixed(2)]));
  const product = last.point.rate.median / first.point.rate.median;
  const names = `From “${cellText(first.point)}” to “${cellText(last.point)}”`;
  const steady = factors.length > 1 ? ` (${factors.join(' × ')})` : '';
  return [`${names}: ${timesText(product)} as fast${steady}.`];
}

const BOUND_TEXTS = {
  open: 'opening the files',
  read: 'reading the files',
  write: 'storing the rows',
  wait: 'waiting for batches and for each other',
} as const;

/** A stage beside decoding and scaling that takes more than this is named too. */
const NAMED_SHARE = 0.1;

function boundSentences(series: readonly Series[], cores: number): readonly string[] {
  return series.flatMap((each) => {
    const bound = boundOf(each, cores);
    if (bound === null || (each.way !== 'exact' && each.way !== 'turbo')) return [];
    const { kind, point, share, next } = bound;
    const who = `${WAY_TEXTS[each.way]} with ${amountText(point.workers, 'worker')}`;
    const part = percentText(share);
    if (kind !== 'cores') {
      return [
        `${who}: you are bound by ${BOUND_TEXTS[kind]}, which takes ${part} of the workers’ time: more workers will not help.`,
      ];
    }
    const also =
      next.share > NAMED_SHARE ? `, and ${percentText(next.share)} ${BOUND_TEXTS[next.stage]}` : '';
    return [
      `${who}: you are bound by the cores: ${part} of the workers’ time is decoding and scaling${also}. More cores would help, more workers will not.`,
    ];
  });
}

function projectionSentences(report: ComparisonReport): readonly string[] {
  const texts = projectionsOf(report).map(({ point, lowMs, highMs }) => {
    return `${durationRangeText({ low: lowMs, high: highMs })} with ${cellText(point)}`;
  });
  if (texts.length === 0) return [];
  return [`${amountText(report.folder.images, 'image')}: ${texts.join('; ')}.`];
}

/** Of the cores, this share at least is there on a machine that does nothing else. */
const QUIET_SHARE = 0.85;

function noiseSentences(report: ComparisonReport): readonly string[] {
  const { cores } = report.machine;
  const working = workingCores(report.probes);
  const sentences: string[] = [];
  if (working !== null && working.median < QUIET_SHARE * cores) {
    const [least, most] = [working.min.toFixed(1), working.max.toFixed(1)];
    const range = least === most ? least : `${least} to ${most}`;
    sentences.push(
      `Noise: this machine’s ${amountText(cores, 'core')} did the work of ${range}. Other programs were at work, or cores share their parts; the figures are lower for it.`,
    );
  }
  const disturbed = report.passes.filter(({ disturbance }) => disturbance !== null);
  if (disturbed.length === 0) return sentences;
  const causes = [...new Set(disturbed.flatMap(({ disturbance }) => disturbance ?? []))];
  const rounds = [...new Set(disturbed.map(({ round }) => round))].toSorted((a, b) => a - b);
  const where = `${amountText(disturbed.length, 'pass', 'passes')} in ${amountText(rounds.length, 'round')} (${rounds.join(', ')})`;
  const why = causes.map((cause) => DISTURBANCE_TEXTS[cause]).join('; ');
  const isRepeated = report.passes.some(({ round }) => round > report.rounds);
  const then = isRepeated ? 'They do not count, and were repeated.' : 'They do not count.';
  return [...sentences, `Disturbed: ${where}: ${why}. ${then}`];
}

function leftOutSentences({ leftOut, seconds }: ComparisonReport): readonly string[] {
  if (leftOut.length === 0) return [];
  const texts = WAYS.flatMap((way) => {
    const workers = leftOut.filter((cell) => cell.way === way).map((cell) => cell.workers);
    const counts = [...new Set(workers)].toSorted((a, b) => a - b);
    if (counts.length === 0) return [];
    return [
      `${WAY_TEXTS[way]} with ${counts.join(', ')} ${counts.at(-1) === 1 ? 'worker' : 'workers'}`,
    ];
  });
  return [`Left out, because ${seconds} s are too short for your images: ${texts.join('; ')}.`];
}
