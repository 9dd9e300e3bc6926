/** Memory for the bytes of files, kept from batch to batch. */
export interface ReadBuffers {
  /** A buffer of at least this many bytes. Throws RangeError if there is no memory. */
  borrow(bytes: number): ArrayBuffer;
  /** Not for one that was transferred. */
  giveBack(buffer: ArrayBuffer): void;
}

/** Two batches are in flight: one is read while the other is decoded. */
const KEPT_BYTES = 32 * 2 ** 20;
const MIN_BYTES = 2 ** 16;

/**
 * New memory costs more than to read into it: each page of 4 KiB is cleared by the system when it is
 * touched for the first time, 540 of them for a photo of 2.2 MB.
 */
export function createReadBuffers(): ReadBuffers {
  const idle: ArrayBuffer[] = []; // the one that was used last comes last
  const idleBytes = (): number => idle.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return {
    borrow(bytes) {
      const fitting = idle.filter(({ byteLength }) => byteLength >= bytes);
      const [smallest] = fitting.toSorted((a, b) => a.byteLength - b.byteLength);
      // powers of two, so that batches of about the same size fit; pages not touched cost nothing
      if (smallest === undefined)
        return new ArrayBuffer(2 ** Math.ceil(Math.log2(Math.max(bytes, MIN_BYTES))));
      idle.splice(idle.indexOf(smallest), 1);
      return smallest;
    },
    giveBack(buffer) {
      if (buffer.byteLength > KEPT_BYTES) return;
      idle.push(buffer);
      while (idleBytes() > KEPT_BYTES) idle.shift();
    },
  };
}
