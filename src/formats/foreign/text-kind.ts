/** Enough for the comments and declarations before the first tag of a drawing. */
const PROBE_BYTES = 4096;

export type TextKind =
  | 'svg'
  | 'html'
  | 'plist'
  | 'xmp'
  | 'xml'
  | 'json'
  | 'settings'
  | 'yaml'
  | 'table'
  | 'script'
  | 'text';

/** The kind of text (UTF-8, UTF-16 or 8-bit Latin) by the first 4096 bytes; null if it is no text. */
export function textKind(bytes: Uint8Array): TextKind | null {
  const text = textOf(bytes.subarray(0, PROBE_BYTES))?.trimStart().toLowerCase();
  if (text === undefined) return null;
  if (text.startsWith('<')) return markupKind(text);
  if (text.startsWith('#!')) return 'script';
  if (/^(%yaml |---\s)/.test(text)) return 'yaml';
  const lines = text.split(/\r\n?|\n/);
  if (bytes.length > PROBE_BYTES) lines.pop(); // it may be cut
  if (isSettings(lines)) return 'settings'; // a section may be named as a JSON array is written
  if (IS_JSON.test(text)) return 'json';
  return isTable(lines) ? 'table' : 'text';
}

/** An object or an array: its first value has to be one of JSON, and nothing else may follow it. */
const IS_JSON =
  /^(\{\s*(["}]|$)|(\[\s*)+(["{]|$|(-?\d+(\.\d+)?(e[+-]?\d+)?|true|false|null)?\s*(,|$|\]\s*([,[\]]|$))))/;

/** INI and TOML: a section in brackets, then a key; comments and other sections may come before it. */
function isSettings(lines: readonly string[]): boolean {
  let hasSection = false;
  for (const line of lines) {
    const isSection = /^\s*\[{1,2}[^[\]{}]+\]{1,2}\s*([;#].*)?$/.test(line);
    if (!isSection && !/^\s*([;#].*)?$/.test(line)) {
      return hasSection && /^\s*[^\s"'=:[\]{},][^=:[\]{}]*[=:]/.test(line);
    }
    hasSection ||= isSection;
  }
  return false;
}

const SEPARATORS = [',', ';', '\t'] as const;

/** CSV: two lines or more, all with the same number of separators. One followed by a space may be prose. */
function isTable(lines: readonly string[]): boolean {
  const filled = lines.filter((line) => line !== '');
  return SEPARATORS.some((separator) => {
    const counts = new Set(filled.map((line) => cellsOf(line, separator)));
    const [cells = 1, ...others] = counts;
    if (filled.length < 2 || cells < 2 || others.length > 0) return false;
    return cells > 2 || filled.every((line) => !line.includes(`${separator} `));
  });
}

/** The number of cells of a line; separators in double quotes do not count. */
function cellsOf(line: string, separator: string): number {
  return line.replaceAll(/"[^"]*"/g, '').split(separator).length;
}

/** One character a byte, or one for two bytes of UTF-16; undefined if it is no text. */
function textOf(bytes: Uint8Array): string | undefined {
  const chars = String.fromCharCode(...bytes);
  if (chars.startsWith('\xff\xfe')) return printable(utf16(bytes.subarray(2), 0));
  if (chars.startsWith('\xfe\xff')) return printable(utf16(bytes.subarray(2), 1));
  if (/^([\t\n\r -~]\0){4}/.test(chars)) return printable(utf16(bytes, 0));
  return isUtf8(chars) || isLatin(chars) ? printable(chars.replace('\xef\xbb\xbf', '')) : undefined;
}

function utf16(bytes: Uint8Array, lowAt: 0 | 1): string {
  const units = Array.from({ length: bytes.length >> 1 }, (_, i) => {
    return (bytes[2 * i + lowAt] ?? 0) | ((bytes[2 * i + 1 - lowAt] ?? 0) << 8);
  });
  return String.fromCharCode(...units);
}

function printable(text: string): string | undefined {
  return /^[\b-\r -\uffff]*$/.test(text) ? text : undefined;
}

/** The last character may be incomplete. */
function isUtf8(chars: string): boolean {
  const whole =
    /^([\0-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})*/;
  const remaining = chars.slice(whole.exec(chars)?.[0].length);
  return /^([\xc2-\xf4][\x80-\xbf]{0,2})?$/.test(remaining);
}

/** Few letters have accents. */
function isLatin(chars: string): boolean {
  return chars.replaceAll(/[\0-\x7f]/g, '').length * 3 < chars.length;
}

// one item before the root at a time: a repeated group would backtrack for ages if nothing matched
const BEFORE_ROOT = /^(<\?[^]*?\?>|<!--[^]*?-->|<!doctype[^>[]*(\[[^\]]*\][^>]*)?>)\s*/;

// how servers and careless authors begin a page
const HTML_PARTS =
  /^<(head|body|script|style|meta|title|link|div|span|p|h[1-6]|center|table|pre|a|br|img|font)[\s/>]/;

function markupKind(text: string): TextKind {
  let remaining = text;
  for (;;) {
    const skipped = BEFORE_ROOT.exec(remaining)?.[0];
    if (skipped === undefined) break;
    remaining = remaining.slice(skipped.length);
  }
  const saysXml = text.startsWith('<?xml');
  if (/^<([\w.-]+:)?svg[\s/>]/.test(remaining)) return 'svg';
  if (/^<plist[\s>]/.test(remaining) || text.includes('<!doctype plist')) return 'plist';
  if (/^<(x:xmpmeta|rdf:rdf)[\s>]/.test(remaining)) return 'xmp';
  if (/^<html[\s/>]/.test(remaining) || /^<!doctype\s+html/.test(text)) return 'html';
  if (!saysXml && HTML_PARTS.test(remaining)) return 'html';
  return saysXml || /^<[a-z_][\w:.-]*[\s/>]/.test(remaining) ? 'xml' : 'text';
}
