// @ts-check
// Reads its share of a folder: lists it when it is told the folder, reads it when it is told a loop.

/** Files of one Blob, as in the page. */
const BUNDLE_FILES = 32;
/** The most bytes of one Blob, unless it is a single file, as in the page. */
const BUNDLE_BYTES = 10 * 2 ** 20;
/** Streams at a time, as in the page. */
const STREAMS = 4;

/** @type {FileSystemFileHandle[]} */
const files = [];

/**
 * Bundles of files in order of their paths, which all workers agree on, are dealt out in turns.
 * @param {FileSystemDirectoryHandle} folder
 * @param {number} index of this worker
 * @param {number} count of all workers
 */
async function listShare(folder, index, count) {
  let found = 0;
  /** @param {FileSystemDirectoryHandle} parent */
  async function walk(parent) {
    /** @type {(FileSystemDirectoryHandle | FileSystemFileHandle)[]} */
    const handles = [];
    for await (const handle of /** @type {any} */ (parent).values()) handles.push(handle);
    for (const handle of handles.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (handle.kind === 'directory') await walk(handle);
      else if (Math.floor(found++ / BUNDLE_FILES) % count === index) files.push(handle);
    }
  }
  await walk(folder);
  return files.length;
}

/** The files of this worker by bundles, opened side by side, the next ones while these are read. */
async function* openBundles() {
  /** @param {number} at */
  const open = (at) =>
    Promise.all(files.slice(at, at + BUNDLE_FILES).map((handle) => handle.getFile()));
  let next = open(0);
  for (let at = 0; at < files.length; at += BUNDLE_FILES) {
    const opened = await next;
    next = open(at + BUNDLE_FILES);
    yield* cut(opened);
  }
}

/** @param {File[]} opened */
function* cut(opened) {
  /** @type {File[]} */
  let bundle = [];
  let bytes = 0;
  for (const file of opened) {
    bytes += file.size;
    if (bundle.length > 0 && bytes > BUNDLE_BYTES) {
      yield bundle;
      [bundle, bytes] = [[], file.size];
    }
    bundle.push(file);
  }
  if (bundle.length > 0) yield bundle;
}

/** Reads a bundle of files as one Blob into new memory. */
async function readBlobs() {
  let bytes = 0;
  for await (const opened of openBundles()) {
    bytes += (await new Blob(opened).arrayBuffer()).byteLength;
  }
  return bytes;
}

/** Reads one file after the other into one kept buffer, which a stream fills. */
async function readStreams() {
  const kept = keptBuffer();
  let bytes = 0;
  for await (const opened of openBundles()) {
    for (const file of opened) bytes += await kept.read(file);
  }
  return bytes;
}

/** Reads some bundles at a time, each as one Blob into a kept buffer, which a stream fills. */
async function readStreamedBlobs() {
  const bundles = openBundles(); // it answers one call after the other
  const loops = Array.from({ length: STREAMS }, async () => {
    const kept = keptBuffer();
    let bytes = 0;
    for (;;) {
      const { value, done } = await bundles.next();
      if (done || value === undefined) return bytes;
      bytes += await kept.read(new Blob(value));
    }
  });
  return (await Promise.all(loops)).reduce((sum, bytes) => sum + bytes, 0);
}

/** A buffer that grows to the largest Blob that was read into it. */
function keptBuffer() {
  let buffer = new ArrayBuffer(2 ** 20);
  return {
    /** @param {Blob} blob */
    async read(blob) {
      if (buffer.byteLength < blob.size) buffer = new ArrayBuffer(blob.size);
      const reader = blob.stream().getReader({ mode: 'byob' });
      let at = 0;
      while (at < blob.size) {
        const { value, done } = await reader.read(new Uint8Array(buffer, at, blob.size - at));
        if (done || value === undefined) throw new Error('A file ended early.');
        buffer = value.buffer; // it is another object for the same memory
        at += value.byteLength;
      }
      await reader.cancel();
      return at;
    },
  };
}

const LOOPS = { blobs: readBlobs, streams: readStreams, streamedBlobs: readStreamedBlobs };

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
