import { latin1 } from '../exif/image-metadata.ts';
import { utf8Length } from './utf8-length.ts';

/** A text of a PNG as Pillow stores it. */
export interface PngText {
  readonly keyword: string;
  /** `unread` if it is compressed. */
  readonly text: Uint8Array | 'unread';
  /** Whether Pillow can decode it; of an iTXt, with its language and its translated keyword. */
  readonly isUnicode: boolean;
}

/** Null for other chunks, and for texts that Pillow skips. */
export function readPngText(type: string, body: Uint8Array): PngText | null {
  switch (type) {
    case 'tEXt':
    case 'zTXt': {
      const [keyword, text] = splitAtZero(body) ?? [body, NOTHING];
      return { keyword: nameOf(keyword), text: type === 'tEXt' ? text : 'unread', isUnicode: true };
    }
    case 'iTXt':
      return readInternationalText(body);
    default:
      return null;
  }
}

const NOTHING = new Uint8Array();

/** Keyword, flag and method of compression (a byte each), language, translated keyword, text. */
function readInternationalText(body: Uint8Array): PngText | null {
  const [keyword, content] = splitAtZero(body) ?? [];
  if (keyword === undefined || content === undefined || content.length < 2) return null;
  const [language, rest] = splitAtZero(content.subarray(2)) ?? [];
  const [translated, text] = rest === undefined ? [] : (splitAtZero(rest) ?? []);
  if (language === undefined || translated === undefined || text === undefined) return null;
  const isCompressed = content[0] !== 0;
  if (isCompressed && content[1] !== 0) return null;
  const parts = isCompressed ? [language, translated] : [language, translated, text];
  return {
    keyword: nameOf(keyword),
    text: isCompressed ? 'unread' : text,
    isUnicode: parts.every((part) => utf8Length(part) !== null),
  };
}

const LONGEST_NAME = 80;

function nameOf(keyword: Uint8Array): string {
  return latin1(keyword.subarray(0, LONGEST_NAME));
}

function splitAtZero(bytes: Uint8Array): readonly [Uint8Array, Uint8Array] | null {
  const at = bytes.indexOf(0);
  return at < 0 ? null : [bytes.subarray(0, at), bytes.subarray(at + 1)];
}
