import type { DecodeMode } from '../../src/core/recipe/recipe.ts';
import { findPeers } from './find-peers.ts';
import { openMeasuredPage } from './measure-warm.ts';
import { median } from '../../src/core/statistics.ts';
import type { Contender, Measured } from './warm-contender.ts';

export interface WarmOptions {
  readonly folder: string;
  readonly modes: readonly DecodeMode[];
  readonly workerCounts: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  /** Whether the page, by the name `pixelpool`, or the peer of a name is measured. */
  readonly isWanted: (name: string) => boolean;
}

export interface WarmReport {
  readonly warm: readonly Measured[];
  readonly text: string;
}

/** The same folder repeatedly on a page that is warm, beside the native peers. */
export async function benchWarm(options: WarmOptions): Promise<WarmReport> {
  const { folder, modes, workerCounts, rounds, seconds, isWanted } = options;
  const page = await openMeasuredPage(folder, isWanted('pixelpool') ? modes : [], workerCounts);
  try {
    const peers = await nativeContenders(options);
    const warm = await race([...page.contenders, ...peers], rounds, seconds);
    return { warm, text: table(warm) };
  } finally {
    await page.close();
  }
}

async function nativeContenders({
  folder,
  workerCounts,
  isWanted,
}: WarmOptions): Promise<readonly Contender[]> {
  const peers = (await findPeers()).filter(({ name }) => isWanted(name));
  return peers.flatMap(({ name, measure }) =>
    workerCounts.map((workers) => ({
      mode: name,
      isNative: true,
      workers,
      measure: (seconds: number) => measure(folder, workers, seconds),
    })),
  );
}

/** Every contender once a round, so that a machine that slows down slows all of them. */
async function race(
  contenders: readonly Contender[],
  rounds: number,
  seconds: number,
): Promise<readonly Measured[]> {
  const figures = contenders.map(({ mode, isNative, workers }) => {
    const busy: (number | null)[] = [];
    return { mode, isNative, workers, imagesPerSecond: [] as number[], busy };
  });
  for (let round = 0; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      const { imagesPerSecond: perSecond, busy } = await contender.measure(seconds);
      figures[i]?.imagesPerSecond.push(perSecond);
      figures[i]?.busy.push(busy);
      const label = `${contender.mode}, ${contender.workers} workers, warm`;
      process.stderr.write(`round ${round + 1}: ${label}: ${perSecond.toFixed(1)} images/s\n`);
    }
  }
  return figures;
}

function table(figures: readonly Measured[]): string {
  const lines = [
    '| warm | workers | images/s | min … max | ratio to the fastest native | busy |',
    '|---|--:|--:|--:|--:|--:|',
  ];
  for (const { mode, workers, imagesPerSecond, busy } of figures) {
    const natives = figures
      .filter((other) => other.isNative && other.workers === workers)
      .map((other) => median(other.imagesPerSecond));
    const own = median(imagesPerSecond);
    const ratio = natives.length === 0 ? '–' : (own / Math.max(...natives)).toFixed(2);
    const range = `${Math.min(...imagesPerSecond).toFixed(1)} … ${Math.max(...imagesPerSecond).toFixed(1)}`;
    const share = busyText(busy);
    lines.push(`| ${mode} | ${workers} | ${own.toFixed(1)} | ${range} | ${ratio} | ${share} |`);
  }
  return `${lines.join('\n')}\n`;
}

function busyText(shares: readonly (number | null)[]): string {
  const known = shares.filter((share) => share !== null);
  return known.length === 0 ? '–' : `${Math.round(median(known) * 100)} %`;
}
