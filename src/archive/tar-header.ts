/** The header of an entry, as it is in the archive (POSIX.1-2001, pax; GNU tar's manual, Standard). */
export interface TarHeader {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly modifiedSeconds: number;
}

export const BLOCK_BYTES = 512;

const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;
const SPACE = 32;

/** Reads one block; null if its checksum is wrong. */
export function readTarHeader(block: Uint8Array): TarHeader | null {
  if (!isIntact(block)) return null;
  const name = textOf(block, 0, 100);
  // GNU's own format has other fields in place of the prefix
  const prefix = textOf(block, 257, 6) === 'ustar' ? textOf(block, 345, 155) : '';
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: String.fromCharCode(block[156] ?? 0),
    bytes: numberOf(block, 124, 12),
    modifiedSeconds: numberOf(block, 136, 12),
  };
}

export function isZeroBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** The records of a pax header: each is its length, a space, key, equals sign, value, and a new line. */
export function readPaxRecords(bytes: Uint8Array): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(SPACE, at);
    const length = Number(textOf(bytes, at, space - at));
    if (space < 0 || !Number.isSafeInteger(length) || length <= space - at) break;
    const record = textOf(bytes, space + 1, at + length - space - 2);
    const equals = record.indexOf('=');
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

/** Text up to a zero byte; bytes that are not UTF-8 become U+FFFD. */
export function textOf(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + Math.max(length, 0));
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

/** Octal digits, or a binary number if the first bit is set (GNU). */
function numberOf(block: Uint8Array, at: number, length: number): number {
  const first = block[at] ?? 0;
  if ((first & 0x80) === 0) {
    return Number.parseInt(textOf(block, at, length).trim() || '0', 8);
  }
  let value = first & 0x7f;
  for (const byte of block.subarray(at + 1, at + length)) value = value * 256 + byte;
  return value;
}

/** The sum of all bytes, with the checksum itself as spaces; old programs summed signed bytes. */
function isIntact(block: Uint8Array): boolean {
  let sum = 0;
  let signed = 0;
  for (const [index, stored] of block.entries()) {
    const isChecksum = index >= CHECKSUM_AT && index < CHECKSUM_AT + CHECKSUM_BYTES;
    const byte = isChecksum ? SPACE : stored;
    sum += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  const checksum = numberOf(block, CHECKSUM_AT, CHECKSUM_BYTES);
  return checksum === sum || checksum === signed;
}
