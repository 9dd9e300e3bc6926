import {
  ASCII,
  BYTE,
  DOUBLE,
  LONG,
  RATIONAL,
  SHORT,
  SIGNED_LONG,
  SIGNED_RATIONAL,
  SIGNED_SHORT,
  UNDEFINED,
  every,
  type ByteString,
  type FieldValue,
  type Integer,
  type Rational,
} from './field-value.ts';
import { latin1 } from './image-metadata.ts';

/** Why there is no value to write: Pillow raises, or whether it does is not decided here. */
export type Unwritten = 'refused' | 'unclear';

const LONGEST = 0xffff_ffff;
const LONGEST_SIGNED = 0x7fff_ffff;

/** The type that Pillow 12.3.0 guesses for a tag that it has none for (ImageFileDirectory_v2._setitem). */
export function guessedType(value: FieldValue): number {
  switch (value.kind) {
    case 'text':
      return ASCII;
    case 'bytes':
      return BYTE;
    case 'floats':
      return DOUBLE;
    case 'rationals':
      return every(value, (rational) => signOf(rational) >= 0) ? RATIONAL : SIGNED_RATIONAL;
    case 'integers':
      if (every(value, (integer) => integer >= 0 && integer < 0x1_0000)) return SHORT;
      if (every(value, (integer) => integer > -0x8000 && integer < 0x8000)) return SIGNED_SHORT;
      return every(value, (integer) => integer >= 0) ? LONG : SIGNED_LONG;
  }
}

/** The number of bytes that Pillow 12.3.0 writes of values in a type (its `write_…` functions). */
export function writtenBytes(type: number, value: FieldValue): number | Unwritten {
  if (value.kind === 'text' || value.kind === 'bytes') return writtenString(type, value);
  switch (type) {
    case BYTE: // of several values, the first
      return isByte(value) ? 1 : 'refused';
    case ASCII:
      return value.count === 1 && value.kind === 'integers'
        ? String(value.at(0)).length + 1
        : 'refused';
    case UNDEFINED:
      return value.count === 1 ? digitsOf(value) : 'refused';
    case DOUBLE:
      return 8 * value.count;
    case RATIONAL:
      return isWrittenAsRational(value) ? 8 * value.count : 'refused';
    case SIGNED_RATIONAL:
      return isWrittenAsSignedRational(value) ? 8 * value.count : 'refused';
    default:
      return writtenIntegers(type, value);
  }
}

type Numbers = Exclude<FieldValue, ByteString>;

function writtenString(type: number, { kind, bytes }: ByteString): number | Unwritten {
  switch (type) {
    case ASCII:
      return bytes.length + 1;
    case UNDEFINED:
      return bytes.length;
    case BYTE:
      return kind === 'bytes' ? bytes.length : 'refused';
    case SIGNED_RATIONAL: // Python makes fractions of texts such as 2/3; of which, depends on its version
      return kind === 'text' && MAY_BE_FRACTION.test(latin1(bytes)) ? 'unclear' : 'refused';
    default:
      return 'refused';
  }
}

/** A digit among the characters of numbers, and white space. */
const MAY_BE_FRACTION = /^[\d_+\-./e\s\x1c-\x1f\x85]*\d[\d_+\-./e\s\x1c-\x1f\x85]*$/i;

function writtenIntegers(type: number, value: Numbers): number | Unwritten {
  if (value.kind !== 'integers') return 'refused';
  const size = type === SHORT || type === SIGNED_SHORT ? 2 : 4;
  const largest = type === SHORT ? 0xffff : LONGEST;
  // the signed types are guessed, and hold the values
  const isSigned = type === SIGNED_SHORT || type === SIGNED_LONG;
  const isHeld = isSigned || every(value, (integer) => integer >= 0 && integer <= largest);
  return isHeld ? size * value.count : 'refused';
}

function isByte(value: Numbers): boolean {
  const integer = wholePart(value);
  return integer !== null && integer >= 0 && integer <= 0xff;
}

function digitsOf(value: Numbers): number | Unwritten {
  const integer = wholePart(value);
  return integer === null ? 'refused' : String(integer).length;
}

/** Of the first value; null if Pillow does not make an integer of it. */
function wholePart(value: Numbers): Integer | null {
  if (value.kind === 'integers') return value.at(0);
  if (value.kind === 'floats') return null;
  const { numerator, denominator } = value.at(0);
  return denominator === 0 ? null : Math.trunc(numerator / denominator);
}

function isWrittenAsRational(value: Numbers): boolean {
  switch (value.kind) {
    case 'integers':
      return every(value, (integer) => integer >= 0);
    case 'floats':
      return every(value, isRationalFloat);
    case 'rationals':
      return every(value, (rational) =>
        rational.denominator === 0 ? rational.numerator >= 0 : signOf(rational) >= 0,
      );
  }
}

/** Not a number and negative ones are refused, unless they come near 0 or its inverse. */
function isRationalFloat(float: number): boolean {
  if (Number.isNaN(float)) return false;
  const most1 = Math.abs(float) > 1 ? 1 / float : float;
  return most1 >= -ROUNDED_TO_0;
}

/** The largest double that is nearer to 0 than to 1/(2³² - 1): half of that, which is rounded down. */
const ROUNDED_TO_0 = 1 / (2 * LONGEST);

function isWrittenAsSignedRational(value: Numbers): boolean {
  switch (value.kind) {
    case 'integers':
      return true;
    case 'floats':
      return every(value, isSignedRationalFloat);
    case 'rationals':
      return every(
        value,
        (rational) => rational.denominator !== 0 || rational.numerator <= LONGEST_SIGNED,
      );
  }
}

/** Pillow makes a fraction of it, and doubles of both numbers: the denominator has to be below 2¹⁰²⁴. */
function isSignedRationalFloat(float: number): boolean {
  if (!Number.isFinite(float)) return false;
  return Math.abs(float) > 2 ** -900 || Number.isInteger(float * 2 ** 1023);
}

/** Of a fraction without a value, 0, because Python's `nan` is not below 0. */
function signOf({ numerator, denominator }: Rational): number {
  return denominator === 0 ? 0 : Math.sign(numerator) * Math.sign(denominator);
}
