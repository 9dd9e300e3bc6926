/** The lowest code points of sequences of 2, 3 and 4 bytes. */
const LOWEST = [0x80, 0x800, 0x10000];

/** The number of code points; null if the bytes are not UTF-8. */
export function utf8Length(bytes: Uint8Array): number | null {
  let count = 0;
  for (let at = 0; at < bytes.length; count++) {
    const first = bytes[at] ?? 0;
    at += 1;
    if (first < 0x80) continue;
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4) return null;
    let code = first & (0x3f >> more);
    for (let i = 0; i < more; i++, at++) {
      const next = bytes[at] ?? 0;
      if (next >> 6 !== 2) return null;
      code = (code << 6) | (next & 0x3f);
    }
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    if (code < (LOWEST[more - 1] ?? 0) || code > 0x10ffff || isSurrogate) return null;
  }
  return count;
}
