import { DEFAULT_RECIPE } from '../../../src/core/recipe/recipe.ts';
import type { ServedPage } from '../../drive/serve-dist.ts';
import type { Peer } from '../find-peers.ts';
import type { Copies } from './copy-folder.ts';
import { measureReading, READING_LOOPS } from './measure-reading.ts';
import { measureUserPath } from './measure-user-path.ts';
import type { PathContender, PathFigures } from './path-contender.ts';
import type { PathOptions } from './path-options.ts';

/** The page in each mode and with each number of workers: each build of it in turns. */
export function pageContenders(
  { modes, workerCounts, isWanted, samplesMemory }: PathOptions,
  served: readonly ServedPage[],
): readonly PathContender[] {
  if (!isWanted('pixelpool')) return [];
  return modes.flatMap((decode) =>
    workerCounts.flatMap((workers) =>
      served.map(({ address }, index) => {
        const recipe = { ...DEFAULT_RECIPE, decode };
        const parameters = { recipe, workers, failed: 'drop' as const, hidden: 'in' as const };
        const name = `pixelpool ${decode}`;
        return {
          name: served.length > 1 ? `${name}, build ${index + 1}` : name,
          kind: 'page' as const,
          workers,
          baseline: index > 0 ? `${name}, build 1` : null,
          measure: ({ folder }: Copies) =>
            measureUserPath(address, parameters, folder, samplesMemory),
        };
      }),
    ),
  );
}

/** The native peers, with as many processes as the page has workers. */
export function nativeContenders(
  { workerCounts }: PathOptions,
  peers: readonly Peer[],
): readonly PathContender[] {
  return peers.flatMap((peer) =>
    workerCounts.map((workers) => ({
      name: peer.name,
      kind: 'native' as const,
      workers,
      baseline: null,
      measure: (copies: Copies) => measureNative(peer, workers, copies),
    })),
  );
}

async function measureNative(
  peer: Peer,
  workers: number,
  { folder }: Copies,
): Promise<PathFigures> {
  const { images, imagesPerSecond, cpuMs, faults, others } = await peer.measure(folder, workers, 0);
  const isKnown = process.platform === 'linux' && cpuMs !== null && faults !== null;
  const usage = isKnown ? { native: { cpuMs: cpuMs * images, faults: faults * images } } : null;
  return { images, imagesPerSecond, downloadMs: null, usage, peakMib: null, others };
}

/** A page that only reads, in each way. */
export function readingContenders(
  { workerCounts, isWanted, samplesMemory }: PathOptions,
  { address }: ServedPage,
): readonly PathContender[] {
  if (!isWanted('reading')) return [];
  return READING_LOOPS.flatMap(({ loop, name }) =>
    workerCounts.map((workers) => ({
      name,
      kind: 'reading' as const,
      workers,
      baseline: null,
      measure: (copies: Copies) => measureReading(address, loop, workers, copies, samplesMemory),
    })),
  );
}
