import type { Peer } from '../find-peers.ts';
import { chooseCopies, copyFolder, sizeOfFolder, type Copies } from './copy-folder.ts';
import type { PathContender, PathFigures, PathResult } from './path-contender.ts';
import type { PathOptions } from './path-options.ts';

/** At most: it is not measured, but only chosen by. */
const PROBE_SECONDS = 1;

/**
 * Copies the folder as often as keeps the fastest peer busy for the time that is asked for. Without a peer, the rate is that of
 * the first contender in one pass over the folder itself.
 */
export async function copyOftenEnough(
  { folder, workerCounts, seconds }: PathOptions,
  peers: readonly Peer[],
  contenders: readonly PathContender[],
): Promise<Copies> {
  const size = await sizeOfFolder(folder);
  const workers = Math.max(...workerCounts);
  let fastest = 0;
  for (const { measure } of peers) {
    const { imagesPerSecond } = await measure(folder, workers, Math.min(seconds, PROBE_SECONDS));
    fastest = Math.max(fastest, imagesPerSecond);
  }
  if (peers.length === 0) {
    const itself = { ...size, folder, copies: 1, remove: () => Promise.resolve() };
    fastest = (await contenders[0]?.measure(itself))?.imagesPerSecond ?? 0;
  }
  return copyFolder(folder, chooseCopies(size, fastest, seconds));
}

/** Every contender once a round. Every second round goes backwards, so that no contender always follows the same other one. */
export async function race(
  contenders: readonly PathContender[],
  copies: Copies,
  rounds: number,
): Promise<readonly PathResult[]> {
  const figures = contenders.map(({ name, kind, workers, baseline }) => {
    return { name, kind, workers, baseline, rounds: [] as PathFigures[] };
  });
  const inOrder = [...contenders.entries()];
  for (let round = 0; round < rounds; round++) {
    for (const [index, contender] of round % 2 === 0 ? inOrder : inOrder.toReversed()) {
      const measured = await contender.measure(copies);
      figures[index]?.rounds.push(measured);
      const { name, workers } = contender;
      const speed = `${measured.imagesPerSecond.toFixed(1)} images/s`;
      process.stderr.write(`round ${round + 1}: ${name}, ${workers} workers: ${speed}\n`);
    }
  }
  return figures;
}
