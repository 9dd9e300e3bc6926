import type { Page } from '@playwright/test';

import { slowDecoding, type SlowedDecoding } from './slow-decoding.ts';
import { changeOpenWorker } from './test.ts';

/** Defines `isRefused`, which `allow` controls: whether reading is refused. */
const LISTEN = `
  let isRefused = false;
  new BroadcastChannel('permission').onmessage = ({ data }) => {
    isRefused = data === 'no';
    new BroadcastChannel('permission heard').postMessage(data);
  };
  const refusal = () => new DOMException('taken back', 'NotAllowedError');`;

/** Grants or revokes permission to read files, as browsers sometimes do by themselves, to this many threads. */
export function allow(page: Page, answer: 'yes' | 'no', threads: number): Promise<void> {
  return page.evaluate(
    ([data, count]) =>
      new Promise<void>((resolve) => {
        const channel = new BroadcastChannel('permission');
        const heard = new BroadcastChannel('permission heard');
        let missing = count;
        heard.onmessage = () => {
          missing -= 1;
          if (missing > 0) return;
          heard.close();
          channel.close();
          resolve();
        };
        channel.postMessage(data);
      }),
    [answer, threads] as const,
  );
}

/** As `slowDecoding`, and makes `allow` apply to the reads of workers. */
export function refusableWorkers(page: Page, images: number): Promise<SlowedDecoding> {
  return slowDecoding(
    page,
    images,
    `${LISTEN}
     const read = Blob.prototype.arrayBuffer;
     Blob.prototype.arrayBuffer = function () {
       return isRefused ? Promise.reject(refusal()) : read.call(this);
     };`,
  );
}

/** Makes `allow` apply to pages that open files of a dropped folder, by handle or by entry. */
export async function refusablePages(page: Page): Promise<void> {
  // a worker started after the message would have missed it, so handles open nothing there
  await changeOpenWorker(page, 'delete FileSystemFileHandle.prototype.getFile;');
  // the prototypes of entries have no global name: each is patched when the first entry is seen
  await page.addInitScript(`{
    ${LISTEN}
    const getFile = FileSystemFileHandle.prototype.getFile;
    FileSystemFileHandle.prototype.getFile = function () {
      return isRefused ? Promise.reject(refusal()) : getFile.call(this);
    };
    const changed = new WeakSet();
    const change = (object, name, make) => {
      const prototype = Object.getPrototypeOf(object);
      if (changed.has(prototype)) return;
      changed.add(prototype);
      prototype[name] = make(prototype[name]);
    };
    const refuseFile = (file) => function (found, failed) {
      return isRefused ? failed(refusal()) : file.call(this, found, failed);
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
}
