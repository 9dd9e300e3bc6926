/** Tables of the polynomial 0xedb88320, one for each of four bytes at a time. */
const TABLES = makeTables();
const NO_TABLE = new Uint32Array(256);

/** The CRC-32 of PNG (PNG specification, annex D), unsigned. */
export function crc32(bytes: Uint8Array): number {
  const [last = NO_TABLE, third = NO_TABLE, second = NO_TABLE, first = NO_TABLE] = TABLES;
  const wholeEnd = bytes.length & ~3;
  let crc = -1;
  let at = 0;
  for (; at < wholeEnd; at += 4) {
    const a = (crc ^ (bytes[at] ?? 0)) & 255;
    const b = ((crc >>> 8) ^ (bytes[at + 1] ?? 0)) & 255;
    const c = ((crc >>> 16) ^ (bytes[at + 2] ?? 0)) & 255;
    const d = ((crc >>> 24) ^ (bytes[at + 3] ?? 0)) & 255;
    crc = (first[a] ?? 0) ^ (second[b] ?? 0) ^ (third[c] ?? 0) ^ (last[d] ?? 0);
  }
  for (; at < bytes.length; at++) {
    crc = (last[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

function makeTables(): readonly Uint32Array[] {
  const tables = [new Uint32Array(256)];
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    tables[0]?.set([crc], byte);
  }
  for (let index = 1; index < 4; index++) {
    const [base = NO_TABLE] = tables;
    const before = tables[index - 1] ?? NO_TABLE;
    tables.push(before.map((crc) => (crc >>> 8) ^ (base[crc & 255] ?? 0)));
  }
  return tables;
}
