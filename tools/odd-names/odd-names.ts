import { seededRandom } from '../parity/damage/seeded-random.ts';

/** Names that some system, browser, language or format trips over; each is one name, no path. */
const ODD_NAMES: readonly string[] = [
  // white space and control characters
  ' leading.jpg',
  'trailing.jpg ',
  ' ',
  'new\nline.jpg',
  'tab\tulator.jpg',
  'carriage\rreturn.jpg',
  'control\u0001\u001f\u007f.jpg',
  'next\u0085line\u2028separator\u2029.jpg',
  // names that Windows refuses
  ...Array.from('|<>"?*:', (letter) => `refused ${letter} letter.jpg`),
  'back\\slash.jpg',
  'slash at the end\\',
  'CON.jpg',
  'nul.jpg',
  'aux',
  'COM1',
  'trailing dot.',
  '...',
  '.. ',
  'shortcut.lnk',
  'address.url',
  '~$office.jpg',
  '~',
  // deceptive text
  '👩‍👩‍👧‍👦 family.jpg',
  '🦊🇯🇵.jpg',
  'zero\u200bwidth.jpg',
  'gnp.\u202egpj.exe',
  'left\u2066isolate\u2069.jpg',
  'שלום עולם.jpg',
  '\ufeffmark.jpg',
  'caf\u00e9.jpg',
  'cafe\u0301.jpg',
  'Zal\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334.jpg',
  'UPPER.JPG',
  'upper.jpg',
  'İi̇ıI.jpg',
  'ß.jpg',
  'ẞ.jpg',
  // names that programs take for something else
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty.jpg',
  'null',
  'undefined',
  'NaN',
  '0',
  '-1',
  '1e3',
  "=cmd|' -C calc'!A0.jpg",
  '+1.jpg',
  '@sum.jpg',
  '-rf.jpg',
  '%41.jpg',
  '%2e%2e%2f.jpg',
  '%00.jpg',
  '#fragment.jpg',
  '&amp;.jpg',
  '<img src=x onerror=alert(1)>.jpg',
  '"><script>alert(1)<',
  '`${1+1}`.jpg',
  '{{7*7}}.jpg',
  "'; DROP TABLE rows;--.jpg",
  '"quoted", with comma.jpg',
  "it's.jpg",
  '$HOME.jpg',
  '(unreadable name 1)',
  // with a dot in front, or no ending, or too many
  '.hidden.jpg',
  '.jpg',
  'no ending',
  'photo.tar.gz.jpg.png',
  '.DS_Store',
  'Thumbs.db',
  'desktop.ini',
  '._resource fork.jpg',
  // as long as names may be, in bytes
  `${'long'.repeat(61)}12.jpg`,
  `${'🦊'.repeat(61)}ab.jpg`,
];

/** Letters of which the names by chance are made: those that trip somebody up, and plain ones. */
const LETTERS = Array.from(
  'abcXYZ019 .._-~%#&=+@\'"`\\|<>?*:;,!$(){}[]\t\n\ré\u0301ß日本🦊\u200b\u200d\u202e\u2066\u061c\ufeff',
);

const RANDOM_NAMES = 60;
const MAX_RANDOM_LENGTH = 24;

/** The names above, and as many others by chance, always the same for a seed; none occurs twice. */
export function oddNames(seed: number): readonly string[] {
  const random = seededRandom(`odd names ${seed}`);
  const byChance = Array.from({ length: RANDOM_NAMES }, () => {
    const length = random.between(1, MAX_RANDOM_LENGTH);
    return Array.from({ length }, () => LETTERS[random.between(0, LETTERS.length)] ?? '').join('');
  });
  const isName = (name: string): boolean => name !== '.' && name !== '..';
  return [...new Set([...ODD_NAMES, ...byChance])].filter(isName);
}

/** Bytes that are no UTF-8, as a Linux made with another encoding has them: é in Latin-1, and worse. */
export const NAMES_OF_NO_TEXT: readonly Uint8Array[] = [
  Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x2e, 0x6a, 0x70, 0x67),
  Uint8Array.of(0xff, 0xfe),
  Uint8Array.of(0x61, 0xed, 0xa0, 0xbd), // half a pair of surrogates
];
