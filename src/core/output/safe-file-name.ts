// what Windows refuses, control characters, halves of surrogate pairs, and the marks that turn the
// direction of text around or are not seen
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
// devices of Windows, which it sees in the name of a file whatever its ending is
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$)(?= *(?:\.|$))/i;
const MAX_LENGTH = 100;
/** File systems of Linux take names of 255 bytes; the rest is for what comes after the name. */
const MAX_UTF8_BYTES = 200;

/** A folder's name as the beginning of a file's name that every system can save; never empty. */
export function safeFileName(name: string): string {
  const safe = name.replace(UNSAFE, '_').replace(/^[. ]+|[. ]+$/g, '');
  return cut(safe).replace(DEVICE, '$&_') || 'images';
}

function cut(name: string): string {
  let bytes = 0;
  const kept: string[] = [];
  for (const letter of name) {
    bytes += utf8BytesOf(letter.codePointAt(0) ?? 0);
    if (bytes > MAX_UTF8_BYTES || kept.length === MAX_LENGTH) break;
    kept.push(letter);
  }
  return kept.join('');
}

function utf8BytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
