import type { ArrayForm, SavedRows } from './array-form.ts';
import { joinPieces } from './pieces.ts';
import { mostPngBytes } from './png.ts';
import { rowName, samplesOf, type Sample } from './samples.ts';
import { END_OF_TAR, tarEntry, tarEntryBytes } from './tar.ts';

const WRITTEN_AT_ONCE = 2 ** 20;
/** More than the names of the fields of a sample's JSON take. */
const JSON_BYTES = 128;

/**
 * NAME.tar: of each row, one after the other, `000000.png`, `000000.cls` (the label, -1 for none) and `000000.json` (path,
 * class, and target and split if there are any).
 */
export const webdatasetForm: ArrayForm = {
  files: (rows) => [
    {
      name: `${rows.name}.tar`,
      bytes: mostBytes(rows),
      isExact: false,
      pieces: () => joinPieces(entriesOf(rows), WRITTEN_AT_ONCE),
    },
  ],
};

async function* entriesOf(rows: SavedRows): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const encoder = new TextEncoder();
  for await (const sample of samplesOf(rows)) {
    const name = rowName(sample.row, rows.count);
    yield* tarEntry(`${name}.cls`, encoder.encode(String(sample.label)));
    yield* tarEntry(`${name}.json`, encoder.encode(jsonOf(sample, rows.labels)));
    yield* tarEntry(`${name}.png`, sample.png);
  }
  yield END_OF_TAR;
}

/** Every sample has the same keys, and its target is a float, or else readers that infer types refuse the data. */
function jsonOf(
  { path, className, target, split }: Sample,
  { targetOf, splitOf }: SavedRows['labels'],
): string {
  const fields = [
    `"path":${JSON.stringify(path)}`,
    `"class":${JSON.stringify(className)}`,
    ...(targetOf === null ? [] : [`"target":${floatText(target)}`]),
    ...(splitOf === null ? [] : [`"split":${JSON.stringify(split)}`]),
  ];
  return `{${fields.join(',')}}`;
}

function floatText(value: number | null): string {
  return Number.isInteger(value) ? `${value}.0` : JSON.stringify(value);
}

function mostBytes({ count, size, longestPath, labels }: SavedRows): number {
  const longestClass = labels.classes.reduce((most, { length }) => Math.max(most, length), 0);
  // an escape takes up to six bytes
  const json = JSON_BYTES + 6 * (2 * longestPath + longestClass);
  const each = tarEntryBytes(mostPngBytes(size)) + tarEntryBytes(json) + tarEntryBytes(1);
  return count * each + END_OF_TAR.length;
}
