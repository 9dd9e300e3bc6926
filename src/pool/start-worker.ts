import type { ConnectSink } from './decode-worker.ts';
import type { RunHalt } from './run-halt.ts';
import type { RunOrders } from './wire/decode.ts';
import type { SupervisedWorker } from './supervised-worker.ts';
import type { WorkerPool } from './worker-pool.ts';

/** How to begin a run on a worker: the same for all workers of the run. */
export interface WorkerStart {
  readonly orders: RunOrders;
  readonly connectSink: ConnectSink;
  readonly onHeartbeat: (images: number) => void;
}

/** How long a worker may take to finish its current image after the run is halted. */
const STOP_GRACE_MS = 600;
/** The pause after a failed start. It doubles each time, so that failing starts do not spin. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;

/**
 * Borrows a worker from the pool and begins the run on it. If that fails, tries another worker
 * after a pause. Returns null if the run was halted before any worker began.
 */
export async function startWorker<Source>(
  pool: WorkerPool<Source>,
  start: WorkerStart,
  halt: RunHalt,
): Promise<SupervisedWorker<Source> | null> {
  for (let pauseMs = FIRST_PAUSE_MS; !halt.isHalted; pauseMs *= 2) {
    const worker = pool.lend();
    const releaseStop = stopOnHalt(worker, halt);
    const beginning = await worker.begin(start.orders, start.connectSink, start.onHeartbeat);
    releaseStop();
    if (beginning.kind === 'begun') return worker;
    pool.giveBack(worker);
    halt.countDeath(worker, beginning.detail);
    await pause(Math.min(pauseMs, LONGEST_PAUSE_MS), halt);
  }
  return null;
}

/** Stops the worker on a halt, and kills it if it lingers. Returns the unsubscribe function. */
export function stopOnHalt(worker: SupervisedWorker<unknown>, halt: RunHalt): () => void {
  let timer: number | null = null;
  const release = halt.onHalt(() => {
    worker.stop();
    timer = setTimeout(() => worker.kill('It did not stop in time.'), STOP_GRACE_MS);
  });
  return () => {
    release();
    if (timer !== null) clearTimeout(timer);
  };
}

/** Ends early if the run is halted. */
async function pause(ms: number, halt: RunHalt): Promise<void> {
  let timer = 0;
  let release = (): void => {};
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
    release = halt.onHalt(resolve);
  });
  release();
  clearTimeout(timer);
}
