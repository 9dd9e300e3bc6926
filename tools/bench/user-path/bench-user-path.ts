import { serveDist } from '../../drive/serve-dist.ts';
import { findPeers } from '../find-peers.ts';
import type { Copies } from './copy-folder.ts';
import { cliContenders } from './measure-cli.ts';
import { measureFirstTouch } from './first-touch.ts';
import { READING_FOLDER } from './measure-reading.ts';
import type { PathResult } from './path-contender.ts';
import { nativeContenders, pageContenders, readingContenders } from './path-contenders.ts';
import type { PathOptions } from './path-options.ts';
import { pathText } from './path-text.ts';
import { copyOftenEnough, race } from './race.ts';

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
    return reportOf(copies, firstTouchUs, results);
  } finally {
    await copies?.remove();
    await Promise.all([...served, reading].map((each) => each.close()));
  }
}

/** The command line and the native peers on the same folder. */
export async function benchCli(options: PathOptions): Promise<PathReport> {
  const firstTouchUs = measureFirstTouch();
  const peers = (await findPeers()).filter(({ name }) => options.isWanted(name));
  const contenders = [...cliContenders(options), ...nativeContenders(options, peers)];
  const copies = await copyOftenEnough(options, peers, contenders);
  try {
    return reportOf(copies, firstTouchUs, await race(contenders, copies, options.rounds));
  } finally {
    await copies.remove();
  }
}

function reportOf(
  { files: images, bytes, copies }: Copies,
  firstTouchUs: number,
  results: readonly PathResult[],
): PathReport {
  const head =
    `${images} images (the folder ${copies} times), ${(bytes / 1e6).toFixed(1)} MB; ` +
    `the first touch of 4 KB of memory takes ${firstTouchUs.toFixed(2)} µs here\n\n`;
  return { images, bytes, copies, firstTouchUs, results, text: head + pathText(results) };
}
