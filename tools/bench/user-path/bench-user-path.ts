import { serveDist } from '../../drive/serve-dist.ts';
import { findPeers, type Peer } from '../find-peers.ts';
import { chooseCopies, copyFolder, sizeOfFolder, type Copies } from './copy-folder.ts';
import { measureFirstTouch } from './first-touch.ts';
import { READING_FOLDER } from './measure-reading.ts';
import type { PathContender, PathFigures, PathResult } from './path-contender.ts';
import { nativeContenders, pageContenders, readingContenders } from './path-contenders.ts';
import type { PathOptions } from './path-options.ts';
import { pathText } from './path-text.ts';

export interface PathReport {
  readonly images: number;
  readonly bytes: number;
  readonly copies: number;
  readonly firstTouchUs: number;
  readonly results: readonly PathResult[];
  readonly text: string;
}

/** Every contender once a round, in turns: the page as a user has it, the native peers, mere reading. */
export async function benchUserPath(options: PathOptions): Promise<PathReport> {
  const firstTouchUs = measureFirstTouch();
  const allPeers = await findPeers();
  const peers = allPeers.filter(({ name }) => options.isWanted(name));
  const served = await Promise.all(options.pages.map((folder) => serveDist('/', folder)));
  const reading = await serveDist('/', READING_FOLDER);
  const contenders = [
    ...pageContenders(options, served),
    ...nativeContenders(options, peers),
    ...readingContenders(options, reading),
  ];
  let copies: Copies | null = null;
  try {
    copies = await copyOftenEnough(options, peers, contenders);
    const results = await race(contenders, copies, options.rounds);
    const { files: images, bytes } = copies;
    const head =
      `${images} images (the folder ${copies.copies} times), ${(bytes / 1e6).toFixed(1)} MB; ` +
      `the first touch of 4 KB of memory takes ${firstTouchUs.toFixed(2)} µs here\n\n`;
    const text = head + pathText(results);
    return { images, bytes, copies: copies.copies, firstTouchUs, results, text };
  } finally {
    await copies?.remove();
    await Promise.all([...served, reading].map((each) => each.close()));
  }
}

/** At most: it is not measured, but only chosen by. */
const PROBE_SECONDS = 1;

/** Without a peer, the rate is that of the first contender in one pass over the folder itself. */
async function copyOftenEnough(
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

/** Every second round goes backwards, so that no contender always follows the same other one. */
async function race(
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
