/** The longest slice of work: well below the duration of a frame. */
export const SLICE_MS = 8;

/** Runs a generator to its end; lets other tasks run after each slice. */
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

/** Resolves in a new task, after those that are already queued. */
export function nextTask(): Promise<void> {
  channel ??= openChannel(); // shared, as opening and closing one takes 0.1 ms and creates garbage
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
