// @ts-check
// Reads its share of a folder: lists it when it is told the folder, reads it when it is told a loop.

/** Files of one Blob, as in the page. */
const BUNDLE_FILES = 16;

/** @type {FileSystemFileHandle[]} */
const files = [];

/**
 * Bundles of files in order are dealt out to the workers in turns.
 * @param {FileSystemDirectoryHandle} folder
 * @param {number} index of this worker
 * @param {number} count of all workers
 */
async function listShare(folder, index, count) {
  let found = 0;
  /** @param {FileSystemDirectoryHandle} parent */
  async function walk(parent) {
    for await (const handle of /** @type {any} */ (parent).values()) {
      if (handle.kind === 'directory') await walk(handle);
      else if (Math.floor(found++ / BUNDLE_FILES) % count === index) files.push(handle);
    }
  }
  await walk(folder);
  return files.length;
}

/** Opens sixteen files side by side, and reads them as one Blob into new memory. */
async function readBlobs() {
  let bytes = 0;
  for (let at = 0; at < files.length; at += BUNDLE_FILES) {
    const handles = files.slice(at, at + BUNDLE_FILES);
    const opened = await Promise.all(handles.map((handle) => handle.getFile()));
    bytes += (await new Blob(opened).arrayBuffer()).byteLength;
  }
  return bytes;
}

/** Reads one file after the other into one kept buffer, which a stream fills. */
async function readStreams() {
  let bytes = 0;
  let buffer = new ArrayBuffer(2 ** 20);
  for (const handle of files) {
    const file = await handle.getFile();
    if (buffer.byteLength < file.size) buffer = new ArrayBuffer(file.size);
    const reader = file.stream().getReader({ mode: 'byob' });
    let at = 0;
    while (at < file.size) {
      const { value, done } = await reader.read(new Uint8Array(buffer, at, file.size - at));
      if (done || value === undefined) throw new Error(`${file.name} ended early.`);
      buffer = value.buffer; // it is another object for the same memory
      at += value.byteLength;
    }
    bytes += at;
    await reader.cancel();
  }
  return bytes;
}

const LOOPS = { blobs: readBlobs, streams: readStreams };

/**
 * The number of files that were listed, or of bytes that were read.
 * @param {any} asked
 */
function answerTo({ folder, index, count, loop }) {
  if (folder !== undefined) return listShare(folder, index, count);
  return LOOPS[/** @type {keyof typeof LOOPS} */ (loop)]();
}

addEventListener('message', ({ data }) => {
  answerTo(data).then(postMessage, (error) => {
    // the page hears of an error that nobody catches
    setTimeout(() => {
      throw error;
    });
  });
});
