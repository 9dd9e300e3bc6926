import { latin1 } from '../../formats/exif/image-metadata.ts';
import type { Failure } from '../../core/verdict.ts';
import type { InflatedText } from '../../kernel/png-reader.ts';
import { corrupt } from './png-failures.ts';
import { utf8Length } from '../../formats/png/utf8-length.ts';
import type { PngInfo } from './png-info.ts';

export type InflateText = (compressed: Uint8Array) => InflatedText;

/** PngImagePlugin.MAX_TEXT_MEMORY: 64 mebibytes of texts. */
const MAX_TEXT_LENGTH = 64 * 2 ** 20;
const TOO_MUCH_TEXT = corrupt('The PNG has more than 64 MiB of text, which Pillow refuses');
const TOO_LARGE = corrupt(
  'A text or profile of the PNG is larger than 1 MiB, which Pillow refuses',
);
const NOTHING = new Uint8Array(0);

/** tEXt: keyword and text. */
export function readPlainText(info: PngInfo, body: Uint8Array): Failure | null {
  const [keyword, text] = splitAtZero(body);
  return keyword.length === 0 ? null : storeText(info, keyword, text.length, text.length > 0);
}

/** zTXt: keyword, method, compressed text. A broken text counts as empty. */
export function readCompressedText(
  info: PngInfo,
  body: Uint8Array,
  inflateText: InflateText,
): Failure | null {
  const [keyword, content] = splitAtZero(body);
  if ((content[0] ?? 0) !== 0) return UNKNOWN_METHOD;
  const inflated = inflateText(content.subarray(1));
  if (inflated.kind === 'too-large') return TOO_LARGE;
  const length = inflated.kind === 'broken' ? 0 : inflated.text.length;
  return keyword.length === 0 ? null : storeText(info, keyword, length, length > 0);
}

/** iTXt: keyword, flag, method, language, translated keyword, text. Malformed ones are skipped. */
export function readInternationalText(
  info: PngInfo,
  body: Uint8Array,
  inflateText: InflateText,
): Failure | null {
  const keywordEnd = body.indexOf(0);
  const content = body.subarray(keywordEnd + 1);
  if (keywordEnd < 0 || content.length < 2) return null;
  const languageEnd = content.indexOf(0, 2);
  const translatedEnd = languageEnd < 0 ? -1 : content.indexOf(0, languageEnd + 1);
  if (translatedEnd < 0) return null;
  let text = content.subarray(translatedEnd + 1);
  if (content[0] !== 0) {
    if (content[1] !== 0) return null;
    const inflated = inflateText(text);
    if (inflated.kind === 'too-large') return TOO_LARGE;
    if (inflated.kind === 'broken') return null;
    text = inflated.text;
  }
  const lengths = [
    content.subarray(2, languageEnd),
    content.subarray(languageEnd + 1, translatedEnd),
  ];
  if (lengths.some((part) => utf8Length(part) === null)) return null;
  const length = utf8Length(text);
  if (length === null) return null;
  return storeText(info, body.subarray(0, keywordEnd), length, length > 0);
}

/** iCCP: name, method, compressed profile. Only the size of the profile matters. */
export function readProfile(body: Uint8Array, inflateText: InflateText): Failure | null {
  const methodAt = body.indexOf(0) + 1;
  if (methodAt >= body.length) return corrupt('The colour profile of the PNG has no content');
  if (body[methodAt] !== 0) return UNKNOWN_METHOD;
  const inflated = inflateText(body.subarray(methodAt + 1));
  return inflated.kind === 'too-large' ? TOO_LARGE : null;
}

const UNKNOWN_METHOD = corrupt('A text or profile of the PNG is compressed in an unknown way');

function splitAtZero(body: Uint8Array): readonly [Uint8Array, Uint8Array] {
  const at = body.indexOf(0);
  return at < 0 ? [body, NOTHING] : [body.subarray(0, at), body.subarray(at + 1)];
}

/** Pillow stores texts, by their keywords, in the dictionary with the content of chunks. */
function storeText(
  info: PngInfo,
  keyword: Uint8Array,
  length: number,
  isTruthy: boolean,
): Failure | null {
  switch (keyword.length > 16 ? '' : latin1(keyword)) {
    case 'transparency':
      info.transparency = 'text';
      break;
    case 'bbox':
      info.frame = 'text';
      break;
    case 'interlace':
      info.isInterlaced = isTruthy;
      break;
    case 'default_image':
      info.hasDefaultImage = isTruthy;
      break;
  }
  info.textLength += length;
  return info.textLength > MAX_TEXT_LENGTH ? TOO_MUCH_TEXT : null;
}
