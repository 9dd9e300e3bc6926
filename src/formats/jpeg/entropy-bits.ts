import { behindNextMarker, restartBy } from './restarts.ts';

/** libjpeg fills its buffer of 64 bits at least to this. */
const FILLED_BITS = 57;
const FAST_BYTES = 6;
const FAST_BELOW_BITS = 17;

/** libjpeg's bit buffer: the bytes that it has read, and the number of their bits still in it. */
export interface EntropyBits {
  count(): number;
  bytesLeft(): number;
  /** The next bits, 16 at most. */
  peek(count: number): number;
  read(count: number): number;
  /** Reads bytes until the buffer is full; behind a marker it reads zeros. False: the bytes ran out. */
  fill(wanted: number): boolean;
  fillFast(): void;
  /**
   * Continues behind the next marker, if that is restart marker `number`, or one that libjpeg takes for it
   * (jpeg_resync_to_restart); others stay where they are. False: there is none.
   */
  restart(number: number): boolean;
}

export function createBits(bytes: Uint8Array, from: number): EntropyBits {
  const data = new Uint8Array(bytes.length - from + 4); // without the zeros that follow FF
  let at = from;
  let loaded = 0; // bytes of data
  let used = 0; // bits of data
  let count = 0;
  let isAtMarker = false;

  /** False: there is no byte. */
  function load(): boolean {
    let last = at;
    const byte = bytes[at];
    if (byte === undefined) return false;
    if (byte === 0xff) {
      while (bytes[last] === 0xff) last += 1;
      if (bytes[last] === undefined) return false;
      if (bytes[last] !== 0) {
        isAtMarker = true;
        at = last + 1;
        return true;
      }
    }
    at = last + 1;
    data[loaded++] = byte;
    count += 8;
    return true;
  }

  function peek(bits: number): number {
    const first = used >> 3;
    const word =
      ((data[first] ?? 0) << 16) | ((data[first + 1] ?? 0) << 8) | (data[first + 2] ?? 0);
    return (word >> (24 - (used & 7) - bits)) & ((1 << bits) - 1);
  }

  return {
    count: () => count,
    bytesLeft: () => (isAtMarker ? 0 : bytes.length - at),
    peek,
    read(bits) {
      const value = peek(bits);
      used += bits;
      count -= bits;
      return value;
    },
    fill(wanted) {
      while (count < FILLED_BITS && !isAtMarker) {
        if (!load()) return false;
      }
      if (count < wanted) count = FILLED_BITS; // zeros, because the data have ended
      return true;
    },
    fillFast() {
      if (count >= FAST_BELOW_BITS) return;
      for (let i = 0; i < FAST_BYTES; i++) load();
    },
    restart(number) {
      count = 0;
      used = 8 * loaded;
      while (!isAtMarker || restartBy(bytes[at - 1] ?? 0, number) === 'passed') {
        const behind = behindNextMarker(bytes, at);
        if (behind === null) return false;
        at = behind;
        isAtMarker = true;
      }
      isAtMarker = restartBy(bytes[at - 1] ?? 0, number) === 'left';
      return true;
    },
  };
}
