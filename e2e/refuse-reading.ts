import type { BrowserContext, Page } from '@playwright/test';

import { changeDecodeWorker, changeOpenWorker } from './test.ts';

/** After it `isRefused` says whether reading is refused, as `allow` has it. */
const LISTEN = `
  let isRefused = false;
  new BroadcastChannel('permission').onmessage = ({ data }) => { isRefused = data === 'no'; };
  const refusal = () => new DOMException('taken back', 'NotAllowedError');`;

/** Says whether files may be read: the browser takes that back by itself now and then. */
export function allow(page: Page, answer: 'yes' | 'no'): Promise<void> {
  return page.evaluate((data) => {
    const channel = new BroadcastChannel('permission');
    channel.postMessage(data);
    channel.close();
  }, answer);
}

/** Lets workers be refused to read what they were given; each image takes them 30 ms more. */
export function refusableWorkers(context: BrowserContext): Promise<void> {
  return changeDecodeWorker(
    context,
    `${LISTEN}
     const read = Blob.prototype.arrayBuffer;
     Blob.prototype.arrayBuffer = function () {
       return isRefused ? Promise.reject(refusal()) : read.call(this);
     };
     const decode = self.createImageBitmap;
     self.createImageBitmap = async (...options) => {
       await new Promise((resolve) => setTimeout(resolve, 30));
       return decode(...options);
     };`,
  );
}

/** Lets pages be refused to open files of a dropped folder, by their handles and by their entries. */
export async function refusablePages(context: BrowserContext): Promise<void> {
  // a worker that is started after the word would not have heard it: there, handles open nothing
  await changeOpenWorker(context, 'delete FileSystemFileHandle.prototype.getFile;');
  // no name leads to the prototypes of entries: each is changed when the first one is seen
  await context.addInitScript(`{
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
