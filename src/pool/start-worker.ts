import type { BrowserProbe } from '../core/browser-probe.ts';
import type { ConnectSink } from './decode-worker.ts';
import type { RunHalt } from './run-halt.ts';
import type { RunOrders } from './wire/decode.ts';
import type { SupervisedWorker } from './supervised-worker.ts';
import type { WorkerPool } from './worker-pool.ts';

/** The same for every worker of a run. */
export interface WorkerStart {
  readonly orders: RunOrders;
  readonly connectSink: ConnectSink;
  readonly onHeartbeat: (images: number) => void;
}

/** A worker that has begun, and its browser probe. */
interface StartedWorker<Source> {
  readonly worker: SupervisedWorker<Source>;
  readonly probe: BrowserProbe;
}

/** How long a worker may take to end the image at hand when the run is halted. */
const STOP_GRACE_MS = 600;
/** Between failed starts: from this on twice as long each time, so that nothing spins. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;

/**
 * Lends a worker of the pool and has it begin; one that does not is given up, and after a pause
 * another is tried. Returns null if the run was halted before one began.
 */
export async function startWorker<Source>(
  pool: WorkerPool<Source>,
  start: WorkerStart,
  halt: RunHalt,
): Promise<StartedWorker<Source> | null> {
  for (let pauseMs = FIRST_PAUSE_MS; !halt.isHalted; pauseMs *= 2) {
    const worker = pool.lend();
    const releaseStop = stopOnHalt(worker, halt);
    const beginning = await worker.begin(start.orders, start.connectSink, start.onHeartbeat);
    releaseStop();
    if (beginning.kind === 'begun') return { worker, probe: beginning.probe };
    pool.giveBack(worker);
    halt.countDeath(worker, beginning.detail);
    await pause(Math.min(pauseMs, LONGEST_PAUSE_MS), halt);
  }
  return null;
}

/** On a halt, asks the worker to end, and kills it if it does not. Returns the release. */
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
