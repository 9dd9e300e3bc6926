import { latin1, type InflateMetadata } from '../exif/image-metadata.ts';
import { utf8Length } from './utf8-length.ts';

export const RAW_PROFILE = 'Raw profile type exif';
export const XMP = 'XML:com.adobe.xmp';

/** The texts that Pillow takes for EXIF or XMP. */
const KEYWORDS: ReadonlySet<string> = new Set(['exif', 'xmp', RAW_PROFILE, XMP]);
const LONGEST_KEYWORD = 80;

/** A text with metadata as Pillow stores it. */
export interface PngText {
  readonly keyword: string;
  /** `unread` if it is compressed. */
  readonly text: Uint8Array | 'unread';
  /** Whether Pillow can decode it; of an iTXt, with its language and its translated keyword. */
  readonly isUnicode: boolean;
}

/** Null for other chunks, other texts, and those that Pillow skips. */
export function readPngText(
  type: string,
  body: Uint8Array,
  inflate: InflateMetadata,
): PngText | null {
  if (!TEXTS.has(type)) return null;
  const [name, content = NOTHING] = splitAtZero(body) ?? [body];
  const keyword = latin1(name.subarray(0, LONGEST_KEYWORD));
  if (!KEYWORDS.has(keyword)) return null;
  if (type === 'iTXt') return readInternationalText(keyword, content, inflate);
  if (type === 'tEXt') return { keyword, text: content, isUnicode: true };
  const inflated = inflate(content.subarray(1)); // behind the method
  return {
    keyword,
    text: inflated === 'broken' ? NOTHING : (inflated ?? 'unread'),
    isUnicode: true,
  };
}

const TEXTS: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt']);
const NOTHING = new Uint8Array();

/** Flag and method of compression (a byte each), language, translated keyword, text. */
function readInternationalText(
  keyword: string,
  content: Uint8Array,
  inflate: InflateMetadata,
): PngText | null {
  if (content.length < 2) return null;
  const [language, rest] = splitAtZero(content.subarray(2)) ?? [];
  const [translated, stored] = rest === undefined ? [] : (splitAtZero(rest) ?? []);
  if (language === undefined || translated === undefined || stored === undefined) return null;
  const isCompressed = content[0] !== 0;
  if (isCompressed && content[1] !== 0) return null;
  const text = isCompressed ? (inflate(stored) ?? 'unread') : stored;
  if (text === 'broken') return null;
  const parts = [language, translated, text === 'unread' ? NOTHING : text];
  return { keyword, text, isUnicode: parts.every((part) => utf8Length(part) !== null) };
}

function splitAtZero(bytes: Uint8Array): readonly [Uint8Array, Uint8Array] | null {
  const at = bytes.indexOf(0);
  return at < 0 ? null : [bytes.subarray(0, at), bytes.subarray(at + 1)];
}
