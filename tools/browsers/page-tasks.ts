// Functions that run in the page. None refers to anything outside itself, and each is plain JavaScript
// of any browser.
import type { PlainRecord } from './browser-session.ts';

/** Keeps what the page saves, instead of a file dialog or a folder of downloads. */
export function keepSavedFiles(): null {
  const blobs = new Map<string, Blob>();
  const create = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (object) => {
    const address = create(object);
    if (object instanceof Blob) blobs.set(address, object);
    return address;
  };
  HTMLAnchorElement.prototype.click = function () {
    Reflect.set(globalThis, 'savedFile', blobs.get(this.href) ?? null);
  };
  return null;
}

/** Forgets the file that was saved last. */
export function forgetSavedFile(): null {
  Reflect.set(globalThis, 'savedFile', null);
  return null;
}

/** SHA-256 of the file that was saved last, in hexadecimal; null if there is none yet. */
export async function hashSavedFile(): Promise<string | null> {
  const blob: unknown = Reflect.get(globalThis, 'savedFile');
  if (!(blob instanceof Blob)) return null;
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The text of the file that was saved last; null if there is none yet. */
export async function readSavedFile(): Promise<string | null> {
  const blob: unknown = Reflect.get(globalThis, 'savedFile');
  return blob instanceof Blob ? blob.text() : null;
}

/** Lets the input take files, which have these paths by their names; false if there is no input yet. */
export function prepareInput(paths: PlainRecord): boolean {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) return false;
  input.webkitdirectory = false;
  input.hidden = false;
  Object.defineProperty(File.prototype, 'webkitRelativePath', {
    configurable: true,
    get() {
      return this instanceof File ? (paths[this.name] ?? '') : '';
    },
  });
  return true;
}

/** Unfolds everything that is folded. */
export function unfold(): null {
  for (const details of document.querySelectorAll('details')) details.open = true;
  return null;
}

/** Clicks the button of exactly this name; false if there is none that can be clicked. */
export function clickButton(name: string): boolean {
  const button = [...document.querySelectorAll('button')].find(
    (candidate) =>
      candidate.checkVisibility() &&
      !candidate.disabled &&
      candidate.getAttribute('aria-disabled') !== 'true' &&
      (candidate.getAttribute('aria-label') ?? candidate.innerText).trim() === name,
  );
  button?.click();
  return button !== undefined;
}

/** Whether the page shows a text of this pattern. */
export function showsText(pattern: string): boolean {
  return new RegExp(pattern).test(document.body.innerText);
}

/** Chooses a value in the select element that has it; false if there is none. */
export function chooseValue(value: string): boolean {
  const option = document.querySelector<HTMLOptionElement>(`option[value="${value}"]`);
  const select = option?.closest('select');
  if (select === null || select === undefined) return false;
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}

/** Delays each message to a worker that is started from now on, so that a run can be paused in its middle. */
export function delayWorkers(delayMs: number): null {
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message: unknown, transfer: unknown) {
    setTimeout(() => Reflect.apply(send, this, [message, transfer]), delayMs);
  };
  return null;
}

/** The number of cells of the contact sheet whose picture is not blank. */
export function countPaintedCells(): number {
  const pictures = [...document.querySelectorAll<HTMLCanvasElement>('[role=gridcell] canvas')];
  return pictures.filter((picture) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    if (context === null || picture.width === 0) return false;
    context.drawImage(picture, 0, 0, 1, 1);
    return context.getImageData(0, 0, 1, 1).data[3] === 255;
  }).length;
}
