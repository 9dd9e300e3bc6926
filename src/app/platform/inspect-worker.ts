import {
  superviseCalls,
  type CallDeadlines,
  type SupervisedCalls,
  type WorkerThread,
} from '../../pool/supervise-calls.ts';
import type { InspectCalls } from '../../pool/wire/inspect.ts';

export type InspectThreadCalls = InspectCalls<MessagePort, ImageBitmap, Blob>;
export type InspectWorker = SupervisedCalls<InspectThreadCalls>;

/** A piece is read from a possibly slow disk, and inspected. */
const PIECE = { ms: 30_000 };
/** Groups among millions of hashes. */
const GROUPS = { ms: 120_000 };

/** Some files, of 256 MiB each at most. */
const FILES = { ms: 120_000 };

const DEADLINES: CallDeadlines<InspectThreadCalls> = {
  begin: PIECE,
  inspect: PIECE,
  summarise: GROUPS,
  hashFiles: FILES,
  pictures: PIECE,
};

/** Spawns the worker that inspects rows. Every call settles: it rejects if the worker dies or times out. */
export function createInspectWorker(spawn: () => WorkerThread<InspectThreadCalls>): InspectWorker {
  return superviseCalls(spawn, {
    deadlines: DEADLINES,
    clocks: 'own',
    isRejectionDeath: false,
    silenceReason: 'The worker that looks through the rows does not answer.',
  });
}
