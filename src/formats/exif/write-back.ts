import { fieldValue } from './field-value.ts';
import { STRIP_OFFSETS, moveStripOffsets, type WrittenStrips } from './strip-offsets.ts';
import { tagInfo, type DirectoryName } from './tag-info.ts';
import { readDirectory, type Tiff, type TiffDirectory, type TiffField } from './tiff-directory.ts';
import { guessedType, writtenBytes, type Unwritten } from './written-value.ts';

/** The directories that Pillow reads on its way to write them, by the tags that point to them. */
const POINTERS: Readonly<Record<DirectoryName, ReadonlyMap<number, DirectoryName>>> = {
  first: new Map([
    [34665, 'exif'],
    [34853, 'gps'],
  ]),
  exif: new Map([[40965, 'interop']]),
  gps: new Map(),
  interop: new Map(),
};

const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;
/** The number of entries before them, and the offset of the next directory behind them. */
const FRAME_BYTES = 2 + 4;

/**
 * Whether Pillow 12.3.0 can write EXIF (Exif.tobytes), as it does after it has turned an image. It keeps
 * the values, and not their types: it gives tags that it knows their own types, and raises if a value
 * does not fit. `first` is the first directory as it is to be written.
 */
export function judgeWriteBack(tiff: Tiff, first: TiffDirectory): 'written' | Unwritten {
  const bytes = directoryBytes(tiff, 'first', first, HEADER_BYTES);
  return typeof bytes === 'number' ? 'written' : bytes;
}

/** The length of a directory with all it points to, if it is written at `start`. */
function directoryBytes(
  tiff: Tiff,
  name: DirectoryName,
  fields: TiffDirectory,
  start: number,
): number | Unwritten {
  let end = start + FRAME_BYTES + fields.size * ENTRY_BYTES;
  let isUnclear = false;
  let strips: WrittenStrips | null = null;
  for (const [tag, field] of [...fields].toSorted(([a], [b]) => a - b)) {
    const inner = POINTERS[name].get(tag);
    const written =
      inner === undefined
        ? writtenField(field, name)
        : { bytes: innerBytes(tiff, field, name, inner, end) };
    if (written.bytes === 'refused') return 'refused';
    if (written.bytes === 'unclear') isUnclear = true;
    else {
      if (written.bytes > 4) end += even(written.bytes);
      if ('value' in written && tag === STRIP_OFFSETS)
        strips = { ...written, bytes: written.bytes };
    }
  }
  const moved = strips === null ? 'written' : moveStripOffsets(strips, end);
  if (moved === 'refused') return 'refused';
  return isUnclear || moved === 'unclear' ? 'unclear' : end - start;
}

function writtenField(field: TiffField, name: DirectoryName) {
  const value = fieldValue(field, name);
  const type = tagInfo(name, field.tag)?.type ?? guessedType(value);
  const { isLittleEndian } = field;
  return { type, value, bytes: writtenBytes(type, value), isLittleEndian };
}

/** Of the directory that a field points to. */
function innerBytes(
  tiff: Tiff,
  field: TiffField,
  name: DirectoryName,
  inner: DirectoryName,
  start: number,
): number | Unwritten {
  const pointer = fieldValue(field, name);
  // Python seeks no other values, and Pillow writes an empty directory instead
  if (pointer.kind !== 'integers') return directoryBytes(tiff, inner, new Map(), start);
  const at = pointer.at(0);
  if (at < 0 || at >= LARGEST_SEEK) return 'refused';
  return directoryBytes(tiff, inner, readDirectory(tiff, Number(at)), start);
}

const LARGEST_SEEK = 2 ** 63;

function even(bytes: number): number {
  return bytes + (bytes % 2);
}
