import { latin1 } from './image-metadata.ts';
import { tagInfo, type DirectoryName } from './tag-info.ts';
import { TEXT_VALUES } from './tag-types.ts';
import { viewOf, type TiffField } from './tiff-directory.ts';

/** A bigint for LONG8, else a number. */
export type Integer = number | bigint;

export interface Rational {
  readonly numerator: number;
  readonly denominator: number;
}

interface Values<Kind extends string, Value> {
  readonly kind: Kind;
  readonly count: number;
  at(index: number): Value;
}

/** One value of any number of bytes: Pillow's str, without its final zero, or bytes. */
export type ByteString =
  | { readonly kind: 'text'; readonly count: 1; readonly bytes: Uint8Array }
  | { readonly kind: 'bytes'; readonly count: 1; readonly bytes: Uint8Array };

/** The values of a field as Pillow has them in Python. */
export type FieldValue =
  | ByteString
  | Values<'integers', Integer>
  | Values<'floats', number>
  | Values<'rationals', Rational>;

/** TIFF's numbers of types (TIFF 6.0, section 2; LONG8 is BigTIFF's). */
export const BYTE = 1;
export const ASCII = 2;
export const SHORT = 3;
export const LONG = 4;
export const RATIONAL = 5;
export const SIGNED_BYTE = 6;
export const UNDEFINED = 7;
export const SIGNED_SHORT = 8;
export const SIGNED_LONG = 9;
export const SIGNED_RATIONAL = 10;
export const FLOAT = 11;
export const DOUBLE = 12;
const IFD = 13;
const LONG8 = 16;

type ReadInteger = (view: DataView, at: number, isLittleEndian: boolean) => Integer;

const INTEGERS: Readonly<Partial<Record<number, readonly [bytes: number, read: ReadInteger]>>> = {
  [SHORT]: [2, (view, at, little) => view.getUint16(at, little)],
  [LONG]: [4, (view, at, little) => view.getUint32(at, little)],
  [SIGNED_BYTE]: [1, (view, at) => view.getInt8(at)],
  [SIGNED_SHORT]: [2, (view, at, little) => view.getInt16(at, little)],
  [SIGNED_LONG]: [4, (view, at, little) => view.getInt32(at, little)],
  [IFD]: [4, (view, at, little) => view.getUint32(at, little)],
  [LONG8]: [8, (view, at, little) => view.getBigUint64(at, little)],
};

/** The values that Pillow 12.3.0 reads from a field, of which there may be but one of a tag. */
export function fieldValue(field: TiffField, directory: DirectoryName): FieldValue {
  const { tag, type, bytes } = field;
  const isOne = tagInfo(directory, tag)?.length === 1;
  if (type === ASCII)
    return textValue(bytes.at(-1) === 0 ? bytes.subarray(0, -1) : bytes, field, directory);
  if (type === BYTE || type === UNDEFINED) return { kind: 'bytes', count: 1, bytes };
  const numbers = numbersOf(field);
  return isOne ? { ...numbers, count: 1 } : numbers;
}

function textValue(bytes: Uint8Array, { tag }: TiffField, directory: DirectoryName): FieldValue {
  const names = directory === 'first' ? TEXT_VALUES[tag] : undefined;
  const number = names?.[latin1(bytes)];
  if (number === undefined) return { kind: 'text', count: 1, bytes };
  return { kind: 'integers', count: 1, at: () => number };
}

function numbersOf({ type, bytes, isLittleEndian }: TiffField): Exclude<FieldValue, ByteString> {
  const view = viewOf(bytes);
  const integers = INTEGERS[type];
  if (integers !== undefined) {
    const [size, read] = integers;
    const at = (index: number) => read(view, index * size, isLittleEndian);
    return { kind: 'integers', count: bytes.length / size, at };
  }
  if (type === FLOAT || type === DOUBLE) {
    const size = type === FLOAT ? 4 : 8;
    const at = (index: number) =>
      type === FLOAT
        ? view.getFloat32(index * size, isLittleEndian)
        : view.getFloat64(index * size, isLittleEndian);
    return { kind: 'floats', count: bytes.length / size, at };
  }
  const read = (at: number) =>
    type === RATIONAL ? view.getUint32(at, isLittleEndian) : view.getInt32(at, isLittleEndian);
  const at = (index: number) => ({
    numerator: read(index * 8),
    denominator: read(index * 8 + 4),
  });
  return { kind: 'rationals', count: bytes.length / 8, at };
}

/** Whether all values are so. */
export function every<Value>(
  { count, at }: { readonly count: number; at(index: number): Value },
  isSo: (value: Value) => boolean,
): boolean {
  for (let index = 0; index < count; index++) {
    if (!isSo(at(index))) return false;
  }
  return true;
}
