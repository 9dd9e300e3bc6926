import { createMemorySink } from '../../store/memory-sink.ts';
import type { RowStore } from './row-store.ts';

const GIB = 2 ** 30;
const MOST_BYTES = 2 * GIB;
/** The share of the machine's memory for rows, if the browser reports the memory. */
const SHARE = 1 / 4;

/** The most bytes of rows to hold in memory. */
export function memoryLimitBytes(): number {
  const memory: unknown = Reflect.get(navigator, 'deviceMemory'); // in GiB; only in Chromium
  return typeof memory === 'number' ? Math.min(MOST_BYTES, memory * GIB * SHARE) : MOST_BYTES;
}

/** A store in memory. It is lost with the worker, so nothing else is recorded. */
export function createMemoryStore(layout: {
  readonly slots: number;
  readonly rowBytes: number;
  readonly limitBytes: number;
}): RowStore {
  const sink = createMemorySink(layout);
  const nothing = (): Promise<null> => Promise.resolve(null);
  return {
    write: sink.write,
    addPlan: nothing,
    endPlan: nothing,
    recordDispatch: nothing,
    commit: nothing,
    recordPause: nothing,
    recordExclusion: nothing,
    tryRoom: nothing,
    exportParts: (slots, isBlank) => Promise.resolve(sink.parts(slots, isBlank)),
    pieces: sink.parts,
    readRow: sink.readRow,
    ping: nothing,
    close: sink.close,
  };
}
