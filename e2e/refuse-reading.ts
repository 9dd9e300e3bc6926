import type { Page } from '@playwright/test';

import { slowDecoding, type SlowedDecoding } from './slow-decoding.ts';
import { changeOpenWorker, READS_ITSELF } from './test.ts';

/** Grants or revokes permission to read files, as browsers sometimes do by themselves. */
export type Allow = (answer: 'yes' | 'no') => Promise<void>;

const REFUSAL = "const refusal = () => new DOMException('taken back', 'NotAllowedError');";

/** As `slowDecoding`, with permission to read for the workers that there are, and for those that will be. */
export async function refusableWorkers(
  page: Page,
  images: number,
): Promise<{ readonly slowed: SlowedDecoding; readonly allow: Allow }> {
  let isRefused = false;
  const slowed = await slowDecoding(
    page,
    images,
    () => `
      ${READS_ITSELF}
      self.isRefused = ${isRefused};
      ${REFUSAL}
      const read = Blob.prototype.arrayBuffer;
      Blob.prototype.arrayBuffer = function () {
        return self.isRefused ? Promise.reject(refusal()) : read.call(this);
      };`,
  );
  async function allow(answer: 'yes' | 'no'): Promise<void> {
    isRefused = answer === 'no';
    const workers = page.workers().filter((worker) => worker.url().includes('decode.worker'));
    const set = (value: boolean) => Object.assign(globalThis, { isRefused: value });
    await Promise.all(workers.map((worker) => worker.evaluate(set, isRefused)));
  }
  return { slowed, allow };
}

/** Permission to open files of a dropped folder, by handle or by entry, for the page's own thread. */
export async function refusablePages(page: Page): Promise<Allow> {
  // a worker asks another global object, so handles open nothing there
  await changeOpenWorker(page, 'delete FileSystemFileHandle.prototype.getFile;');
  // the prototypes of entries have no global name: each is patched when the first entry is seen
  await page.addInitScript(`{
    window.isRefused = false;
    ${REFUSAL}
    const getFile = FileSystemFileHandle.prototype.getFile;
    FileSystemFileHandle.prototype.getFile = function () {
      return window.isRefused ? Promise.reject(refusal()) : getFile.call(this);
    };
    const changed = new WeakSet();
    const change = (object, name, make) => {
      const prototype = Object.getPrototypeOf(object);
      if (changed.has(prototype)) return;
      changed.add(prototype);
      prototype[name] = make(prototype[name]);
    };
    const refuseFile = (file) => function (found, failed) {
      return window.isRefused ? failed(refusal()) : file.call(this, found, failed);
    };
    const watchEntries = (read) => function (found, failed) {
      return read.call(this, (entries) => {
        const first = entries.find((entry) => entry.isFile);
        if (first) change(first, 'file', refuseFile);
        found(entries);
      }, failed);
    };
    const { webkitGetAsEntry } = DataTransferItem.prototype;
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      const entry = webkitGetAsEntry.call(this);
      if (entry.isDirectory) change(entry.createReader(), 'readEntries', watchEntries);
      return entry;
    };
  }`);
  return async (answer) => {
    await page.evaluate((value) => Object.assign(window, { isRefused: value }), answer === 'no');
  };
}
