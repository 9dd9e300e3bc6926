// @ts-check
// A page that lists and reads a dropped folder in some workers, and nothing else. It is served as it is.

const count = Number(new URLSearchParams(location.search).get('workers'));
const workers = Array.from(
  { length: count },
  () => new Worker(new URL('./reading-worker.js', import.meta.url), { type: 'module' }),
);

/**
 * @param {(index: number) => unknown} messageOf
 * @returns {Promise<number[]>} the answer of each worker
 */
function ask(messageOf) {
  const answers = workers.map(
    (worker) =>
      new Promise((resolve, reject) => {
        worker.addEventListener('message', ({ data }) => resolve(data), { once: true });
        worker.addEventListener('error', ({ message }) => reject(new Error(message)));
      }),
  );
  for (const [index, worker] of workers.entries()) worker.postMessage(messageOf(index));
  return Promise.all(answers);
}

/** @param {DragEvent} event */
async function list(event) {
  // Chromium's; a drop's items can be asked only before its event has ended
  const item = /** @type {any} */ (event.dataTransfer?.items[0]);
  const folder = await item.getAsFileSystemHandle();
  await ask((index) => ({ folder, index, count }));
  document.body.dataset['state'] = 'listed';
}

window.addEventListener('dragover', (event) => event.preventDefault());
window.addEventListener('drop', (event) => {
  event.preventDefault();
  void list(event);
});

// for the program that drives this page: reads all files with one of the workers' loops
window.readFolder = async (loop) => {
  const startedAt = performance.now();
  const bytes = await ask(() => ({ loop }));
  return { ms: performance.now() - startedAt, bytes: bytes.reduce((sum, each) => sum + each, 0) };
};
