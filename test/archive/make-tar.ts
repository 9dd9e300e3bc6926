import { joined } from './make-zip.ts';

export interface TarSource {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly type?: string;
}

/** A tar in ustar format, with its two empty blocks at the end. */
export function makeTar(sources: readonly TarSource[]): Uint8Array<ArrayBuffer> {
  return joined([...sources.flatMap(entryOf), new Uint8Array(1024)]);
}

/** A pax header for the next entry. */
export function paxHeader(records: Readonly<Record<string, string>>): TarSource {
  const text = Object.entries(records).map(([key, value]) => paxRecord(` ${key}=${value}\n`));
  return { name: 'pax', type: 'x', bytes: new TextEncoder().encode(text.join('')) };
}

/** GNU's long name for the next entry. */
export function gnuLongName(name: string): TarSource {
  return { name: '././@LongLink', type: 'L', bytes: new TextEncoder().encode(`${name}\0`) };
}

function paxRecord(rest: string): string {
  const length = new TextEncoder().encode(rest).length;
  const digits = String(length + String(length + 2).length).length;
  return `${length + digits}${rest}`;
}

function entryOf({ name, bytes = new Uint8Array(), type = '0' }: TarSource): Uint8Array[] {
  const block = new Uint8Array(512);
  const put = (text: string, at: number): void => block.set(new TextEncoder().encode(text), at);
  put(name, 0);
  put('0000644\0', 100);
  put(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  put(`${(1_700_000_000).toString(8).padStart(11, '0')}\0`, 136);
  put('        ', 148);
  put(type, 156);
  put('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [block, bytes, new Uint8Array((512 - (bytes.length % 512)) % 512)];
}
