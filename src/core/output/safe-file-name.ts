// characters that Windows refuses, control characters, halves of surrogate pairs, and marks that
// reverse the direction of text or are invisible
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
// devices of Windows, which recognises them in file names with any ending
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$)(?= *(?:\.|$))/i;
const MAX_LENGTH = 100;
/** File systems of Linux allow names of 255 bytes; the others are for endings such as `.npy`. */
const MAX_UTF8_BYTES = 200;

/** A folder's name as the beginning of a file name that every system can save; never empty. */
export function safeFileName(name: string): string {
  const safe = name.replace(UNSAFE, '_').replace(/^[. ]+|[. ]+$/g, '');
  return cut(safe).replace(DEVICE, '$&_') || 'images';
}

function cut(name: string): string {
  let bytes = 0;
  const letters: string[] = [];
  for (const letter of name) {
    bytes += utf8BytesOf(letter.codePointAt(0) ?? 0);
    if (bytes > MAX_UTF8_BYTES || letters.length === MAX_LENGTH) break;
    letters.push(letter);
  }
  return letters.join('');
}

function utf8BytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
