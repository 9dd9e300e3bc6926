/** The most that a slice of work may take: well under a frame of the page. */
export const SLICE_MS = 8;

/** Runs a generator to its end and lets other tasks run whenever a slice is used up. */
export async function runInSlices<T>(steps: Generator<void, T, void>): Promise<T> {
  let sliceEnd = performance.now() + SLICE_MS;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < sliceEnd) continue;
    await nextTask();
    sliceEnd = performance.now() + SLICE_MS;
  }
}

const waiting: (() => void)[] = [];
let channel: MessageChannel | null = null;

/** Resolves in a task of its own, after those that wait for this thread. */
export function nextTask(): Promise<void> {
  channel ??= openChannel(); // one for all: making and closing one takes 0.1 ms, and leaves garbage
  const { port2 } = channel;
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}

function openChannel(): MessageChannel {
  const opened = new MessageChannel();
  opened.port1.onmessage = () => waiting.shift()?.();
  return opened;
}
