import {
  LONG,
  RATIONAL,
  SHORT,
  SIGNED_LONG,
  SIGNED_SHORT,
  every,
  type FieldValue,
} from './field-value.ts';
import type { Unwritten } from './written-value.ts';

/** The tag of a TIFF's strips, whose offsets Pillow moves when it writes a directory. */
export const STRIP_OFFSETS = 273;

const LARGEST: Readonly<Partial<Record<number, number>>> = {
  [SHORT]: 0xffff,
  [SIGNED_SHORT]: 0x7fff,
  [LONG]: 0xffff_ffff,
  [SIGNED_LONG]: 0x7fff_ffff,
};

/** The values of the tag as they are written. */
export interface WrittenStrips {
  readonly type: number;
  readonly value: FieldValue;
  readonly bytes: number;
  readonly isLittleEndian: boolean;
}

/**
 * Whether Pillow 12.3.0 can add the length of all it writes (`end`) to the values
 * (ImageFileDirectory_v2.tobytes). Up to four bytes it takes for one number, whatever their type.
 */
export function moveStripOffsets(strips: WrittenStrips, end: number): 'written' | Unwritten {
  const { type, value, bytes } = strips;
  if (bytes <= 4) return numberOf(strips) + end <= 0xffff_ffff ? 'written' : 'refused';
  const largest = LARGEST[type] ?? 0;
  switch (value.kind) {
    case 'text':
    case 'bytes':
      return 'refused';
    case 'floats':
      return 'written';
    case 'integers':
      return every(value, (integer) => Number(integer) + end <= largest) ? 'written' : 'refused';
    case 'rationals':
      if (type !== RATIONAL) return 'unclear';
      return every(value, ({ denominator }) => denominator !== 0) ? 'written' : 'refused';
  }
}

function numberOf({ type, value, isLittleEndian }: WrittenStrips): number {
  const view = new DataView(new ArrayBuffer(4));
  if (value.kind === 'text' || value.kind === 'bytes') {
    for (const [at, byte] of value.bytes.entries()) {
      view.setUint8(at, value.kind === 'text' && byte >= 0x80 ? QUESTION_MARK : byte);
    }
  } else if (value.kind === 'integers') {
    for (let i = 0; i < value.count; i++) {
      const integer = Number(value.at(i));
      if (type === SHORT || type === SIGNED_SHORT) view.setUint16(i * 2, integer, isLittleEndian);
      else view.setUint32(0, integer, isLittleEndian);
    }
  }
  return view.getUint32(0, isLittleEndian);
}

const QUESTION_MARK = 0x3f;
