import type { ReadAnswer, ReadRequest } from '../../pool/wire/read.ts';
import { createReadBuffers } from './read-buffers.ts';

/** Reads Blobs into memory that is kept from one to the next. */
export interface KeptReader {
  /**
   * All bytes of a Blob, at the front of a buffer that is the caller's until it gives it back. Null if
   * it has to be read in another way. Rejects as `arrayBuffer()` does. `onProgress` is
   * called after each piece.
   */
  read(blob: Blob, onProgress: () => void): Promise<ArrayBuffer | null>;
  giveBack(buffer: ArrayBuffer): void;
}

/** A worker that reads. */
export type ReadingThread = Pick<Worker, 'onmessage' | 'onerror' | 'postMessage'>;

/** The thread is given up after this many seconds without a word. */
const SILENT_SECONDS = 5;

interface Reading {
  readonly onProgress: () => void;
  readonly resolve: (buffer: ArrayBuffer | null) => void;
  readonly reject: (error: DOMException) => void;
}

/**
 * Has Blobs read by a thread that does nothing else: while a thread decodes, Chromium 156 forgets one of two
 * streams that it reads, whose bytes never come. The thread is started by the first read. If there is
 * none, or it fails, every Blob is left to the caller.
 */
export function createKeptReader(spawn: () => ReadingThread): KeptReader {
  const buffers = createReadBuffers();
  const readings = new Map<number, Reading>();
  let thread: ReadingThread | null = null;
  let isAble = true;
  let nextId = 0;
  let silentSeconds = 0;
  let clock: ReturnType<typeof setInterval> | undefined;

  function giveUp(): void {
    isAble = false;
    clearInterval(clock);
    for (const { resolve } of readings.values()) resolve(null);
    readings.clear();
  }

  function start(): ReadingThread | null {
    try {
      const started = spawn();
      started.onmessage = ({ data }: MessageEvent<ReadAnswer>) => settle(data);
      started.onerror = (event) => {
        event.preventDefault(); // the Blobs are read without it
        giveUp();
      };
      return started;
    } catch {
      giveUp();
      return null;
    }
  }

  /** Counts seconds in which this thread was free to hear of the other. */
  function watch(): void {
    silentSeconds = 0;
    clearInterval(clock);
    clock = setInterval(() => {
      silentSeconds += 1;
      if (silentSeconds > SILENT_SECONDS) giveUp();
    }, 1000);
  }

  function settle(answer: ReadAnswer): void {
    silentSeconds = 0;
    const reading = readings.get(answer.id);
    if (reading === undefined) return;
    if (answer.kind === 'progress') return reading.onProgress();
    readings.delete(answer.id);
    if (readings.size === 0) clearInterval(clock);
    if (answer.kind === 'read') reading.resolve(answer.buffer);
    else if (answer.kind === 'unable') reading.resolve(null);
    else reading.reject(new DOMException('not read', answer.errorName));
  }

  return {
    async read(blob, onProgress) {
      if (isAble) thread ??= start();
      if (thread === null || !isAble) return null;
      const request: ReadRequest<Blob> = {
        id: nextId,
        bytes: blob,
        buffer: buffers.borrow(blob.size),
      };
      nextId += 1;
      if (readings.size === 0) watch();
      thread.postMessage(request, [request.buffer]);
      return new Promise((resolve, reject) => {
        readings.set(request.id, { onProgress, resolve, reject });
      });
    },
    giveBack: buffers.giveBack,
  };
}
