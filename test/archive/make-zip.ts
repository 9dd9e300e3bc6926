import { crc32 } from '../../src/core/crc32.ts';
import { deflateRawSync } from 'node:zlib';

/** One entry of a zip that is made for a test; what it does not state is as it should be. */
export interface ZipSource {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** The size, checksum and offset that the directory states. */
  readonly states?: { readonly bytes?: number; readonly crc32?: number; readonly at?: number };
  /** Unix mode in the external attributes. */
  readonly mode?: number;
  /** Extra bytes in the local header alone. */
  readonly localExtra?: number;
}

export function makeZip(sources: readonly ZipSource[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const source of sources) {
    const { method = 8, flags = 0x800, localExtra = 0 } = source;
    const name = new TextEncoder().encode(source.name);
    const packed = method === 8 ? deflateRawSync(source.bytes) : source.bytes;
    const stated = source.states?.bytes ?? source.bytes.length;
    const sum = source.states?.crc32 ?? crc32(source.bytes);
    const local = new Uint8Array(30 + name.length + localExtra);
    const view = new DataView(local.buffer);
    view.setUint32(0, 0x04034b50, true);
    writeFields(view, 4, [20, flags, method], sum, packed.length, stated, name.length);
    view.setUint16(28, localExtra, true);
    local.set(name, 30);
    const central = new Uint8Array(46 + name.length);
    const entry = new DataView(central.buffer);
    entry.setUint32(0, 0x02014b50, true);
    entry.setUint16(4, 0x031e, true);
    writeFields(entry, 6, [20, flags, method], sum, packed.length, stated, name.length);
    entry.setUint32(38, ((source.mode ?? 0o100644) << 16) >>> 0, true);
    entry.setUint32(42, source.states?.at ?? at, true);
    central.set(name, 46);
    parts.push(local, packed);
    directory.push(central);
    at += local.length + packed.length;
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, sources.length, true);
  end.setUint16(10, sources.length, true);
  end.setUint32(12, directoryBytes, true);
  end.setUint32(16, at, true);
  return joined([...parts, ...directory, new Uint8Array(end.buffer)]);
}

function writeFields(
  view: DataView,
  start: number,
  [version = 0, flags = 0, method = 0]: readonly number[],
  sum: number,
  packed: number,
  bytes: number,
  name: number,
): void {
  view.setUint16(start, version, true);
  view.setUint16(start + 2, flags, true);
  view.setUint16(start + 4, method, true);
  view.setUint16(start + 6, 0x6000, true); // noon
  view.setUint16(start + 8, 0x5821, true); // 2024-01-01
  view.setUint32(start + 10, sum, true);
  view.setUint32(start + 14, packed, true);
  view.setUint32(start + 18, bytes, true);
  view.setUint16(start + 22, name, true);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
