import { ByteWriter, ParquetWriter, type ColumnSource, type SchemaElement } from 'hyparquet-writer';

import { rowBytesOfSize } from '../core/output/encode-rows.ts';
import type { ArrayForm, SavedRows } from './array-form.ts';
import { mostPngBytes } from './png.ts';
import { samplesOf, type Sample } from './samples.ts';

/** A row group is made in memory. */
const GROUP_BYTES = 4 * 2 ** 20;
const MOST_GROUP_ROWS = 1000;
/** More than what a row takes beside its PNG, and a row group beside its rows. */
const ROW_BYTES = 64;
const GROUP_FACTS_BYTES = 4096;

/**
 * NAME.parquet, as `datasets` reads it: `image` is a struct of the PNG and its path, `label` a ClassLabel, which the
 * metadata of the file says. `path`, and `target` and `split` if there are any, are columns of their own.
 */
export const parquetForm: ArrayForm = {
  files: (rows) => [
    {
      name: `${rows.name}.parquet`,
      bytes: mostBytes(rows),
      isExact: false,
      pieces: () => parquetPieces(rows),
    },
  ],
};

async function* parquetPieces(
  rows: SavedRows,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const writer = new ByteWriter();
  const fields = fieldsOf(rows);
  const schema = [
    { name: 'root', num_children: fields.length },
    ...fields.flatMap((field) => field.schema),
  ];
  const features = Object.fromEntries(fields.map(({ name, feature }) => [name, feature]));
  const kvMetadata = [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }];
  const parquet = new ParquetWriter({ writer, schema, kvMetadata, statistics: false });
  const groupRows = rowsPerGroup(rows);
  let group: Sample[] = [];
  function* writtenGroup(): Generator<Uint8Array<ArrayBuffer>, void, void> {
    const columnData = fields.map((field) => columnOf(field, group));
    void parquet.write({ columnData, rowGroupSize: groupRows }); // this writer returns no promise
    group = [];
    yield taken(writer);
  }
  for await (const sample of samplesOf(rows)) {
    group.push(sample);
    if (group.length === groupRows) yield* writtenGroup();
  }
  if (group.length > 0) yield* writtenGroup();
  void parquet.finish();
  yield taken(writer);
}

/** PNGs are written as they are: they are compressed, and no two of them need be the same. */
function columnOf({ name, isCompressed, valueOf }: Field, group: readonly Sample[]): ColumnSource {
  const column = { name, data: group.map(valueOf), offsetIndex: false };
  return isCompressed ? { ...column, encoding: 'PLAIN', codec: 'UNCOMPRESSED' } : column;
}

/** What was written since the last call. */
function taken(writer: ByteWriter): Uint8Array<ArrayBuffer> {
  const bytes = writer.getBytes().slice();
  writer.index = 0; // its offset goes on
  return bytes;
}

function rowsPerGroup({ size }: SavedRows): number {
  return Math.max(1, Math.min(MOST_GROUP_ROWS, Math.floor(GROUP_BYTES / rowBytesOfSize(size))));
}

interface Field {
  readonly name: string;
  readonly schema: readonly SchemaElement[];
  /** What `datasets` calls it. */
  readonly feature: object;
  readonly isCompressed: boolean;
  valueOf(sample: Sample): unknown;
}

function fieldsOf({ labels }: SavedRows): readonly Field[] {
  const fields: (Field | null)[] = [
    IMAGE,
    textField('path', (sample) => sample.path),
    {
      name: 'label',
      // optional: `datasets` believes in the class only of a column that may lack values, as its own do
      schema: [{ name: 'label', type: 'INT64', repetition_type: 'OPTIONAL' }],
      feature: { names: labels.classes, _type: 'ClassLabel' },
      isCompressed: false,
      valueOf: ({ label }) => BigInt(label),
    },
    labels.targetOf === null ? null : TARGET,
    labels.splitOf === null ? null : textField('split', (sample) => sample.split),
  ];
  return fields.filter((field) => field !== null);
}

const IMAGE: Field = {
  name: 'image',
  schema: [
    { name: 'image', num_children: 2, repetition_type: 'OPTIONAL' },
    { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
    { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  ],
  feature: { _type: 'Image' },
  isCompressed: true,
  valueOf: ({ png, path }) => ({ bytes: png, path }),
};

const TARGET: Field = {
  name: 'target',
  schema: [{ name: 'target', type: 'FLOAT', repetition_type: 'OPTIONAL' }],
  feature: { dtype: 'float32', _type: 'Value' },
  isCompressed: false,
  valueOf: ({ target }) => target,
};

function textField(name: string, valueOf: (sample: Sample) => string | null): Field {
  return {
    name,
    schema: [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }],
    feature: { dtype: 'string', _type: 'Value' },
    isCompressed: false,
    valueOf,
  };
}

function mostBytes(rows: SavedRows): number {
  const { count, size, longestPath, labels } = rows;
  // a path is there twice; a code point takes up to four bytes
  const each = mostPngBytes(size) + 8 * longestPath + ROW_BYTES;
  const groups = Math.ceil(count / rowsPerGroup(rows)) + 1;
  const names = JSON.stringify(labels.classes).length * 4;
  return count * each + groups * GROUP_FACTS_BYTES + names;
}
