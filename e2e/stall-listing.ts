import type { Page } from '@playwright/test';

/**
 * Stalls the listing of a drop after this many calls of readEntries (each returns a hundred entries
 * at most) until the returned function is called. Call it before the page is opened.
 */
export async function stallListing(page: Page, calls: number): Promise<() => void> {
  let release: () => void = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.exposeFunction('untilReleased', () => isReleased);
  await page.addInitScript((most) => {
    const { webkitGetAsEntry } = DataTransferItem.prototype;
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      const entry = webkitGetAsEntry.call(this) as FileSystemDirectoryEntry;
      // Chromium has no global name for the class of readers
      const readers = Object.getPrototypeOf(entry.createReader()) as FileSystemDirectoryReader;
      const { readEntries } = readers;
      let made = 0;
      let isFree = false;
      readers.readEntries = function (...callbacks) {
        made += 1;
        const read = () => readEntries.apply(this, callbacks);
        const wait = Reflect.get(window, 'untilReleased') as () => Promise<void>;
        if (isFree || made <= most) return read();
        void wait().then(() => {
          isFree = true; // asking takes a millisecond each time
          read();
        });
      };
      return entry;
    };
  }, calls);
  return release;
}
