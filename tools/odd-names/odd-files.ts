import { NAMES_OF_NO_TEXT, oddNames } from './odd-names.ts';

/** Red, green, blue: the colour alone tells which file a row was made of. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A regular file to be written: the bytes of its path, and its content. */
export interface OddFile {
  readonly path: Buffer;
  /** Null: the file is empty. */
  readonly colour: Colour | null;
}

/** The seed of the folder that the tests know. */
export const ODD_SEED = 1;

const LEVELS = 150;
const LONG_LEVELS = 9;

/** All files of the folder for a seed, no two of one colour. Some systems refuse some of them. */
export function oddFiles(seed: number): readonly OddFile[] {
  const paths = [
    ...oddNames(seed).map((name) => Buffer.from(name)),
    ...NAMES_OF_NO_TEXT.map((name) => Buffer.from(name)),
    ...oddFolders(seed).map((path) => Buffer.from(path)),
    Buffer.concat([Buffer.from('folder of no text '), Buffer.of(0xe9), Buffer.from('/in.jpg')]),
  ];
  const files = paths.map((path, index): OddFile => ({ path, colour: colourOf(index) }));
  return [...files, { path: Buffer.from('zero bytes.jpg'), colour: null }];
}

/** Files whose folders are odd, or whose paths look alike. */
function oddFolders(seed: number): readonly string[] {
  return [
    'back/slash.jpg', // beside `back\slash.jpg`
    'same/a.jpg',
    'same2/a.jpg',
    'sub/=cmd.jpg',
    '__MACOSX/._x',
    '__MACOSX/inner/photo.jpg',
    'not__MACOSX/photo.jpg',
    '__proto__ too/constructor/__proto__',
    '.hidden folder/a.jpg',
    '... /a.jpg',
    '  /a.jpg',
    'CON/nul.jpg',
    `${Array.from({ length: LEVELS }, (_, level) => `level ${level}`).join('/')}/deep.jpg`,
    `${Array.from({ length: LONG_LEVELS }, () => 'f'.repeat(250)).join('/')}/long.jpg`,
    ...oddNames(seed)
      .slice(0, 40)
      .map((name) => `inside ${name}/picture of it.jpg`),
  ];
}

function colourOf(index: number): Colour {
  return [(index * 37) % 256, index >> 8, 137];
}

const HEADER_BYTES = 54;
const SIDE = 2;

/** A black BMP of `side` × `side` pixels of 24 bits, and where its pixels begin: blue first, the last line first. */
export function blackBmp(
  side: number,
  extraBytes = 0,
): { readonly file: Buffer; readonly pixelsAt: number; readonly rowBytes: number } {
  const rowBytes = Math.ceil((3 * side) / 4) * 4;
  const file = Buffer.alloc(HEADER_BYTES + side * rowBytes + extraBytes);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(HEADER_BYTES, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(side, 18);
  file.writeInt32LE(side, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  return { file, pixelsAt: HEADER_BYTES, rowBytes };
}

/** A BMP of `side` × `side` pixels of one colour, which identifies it, whatever its name. */
export function pictureOf([red, green, blue]: Colour, side = SIDE): Uint8Array {
  const { file, pixelsAt, rowBytes } = blackBmp(side);
  for (let row = 0; row < side; row++) {
    const start = pixelsAt + row * rowBytes;
    file.fill(Uint8Array.of(blue, green, red), start, start + 3 * side);
  }
  return file;
}
