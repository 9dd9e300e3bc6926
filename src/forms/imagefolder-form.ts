import { csvLine } from '../core/output/csv-line.ts';
import { safeFileName } from '../core/output/safe-file-name.ts';
import type { ArrayForm, SavedRows } from './array-form.ts';
import { mostPngBytes } from './png.ts';
import { rowName, samplesOf, type Sample } from './samples.ts';
import { zipPieces, type ZipEntry } from './zip.ts';

/** More than what a ZIP says of a file twice, beside its name. */
const ENTRY_BYTES = 192;

/**
 * NAME.zip: a folder for each class, as torchvision's ImageFolder reads it, with a PNG for each row, in folders `train`,
 * `validation` and `test` if the data are split. Rows without a class are at the top, where ImageFolder has none.
 * `rows.csv` has file, path, class, and target for each row.
 */
export const imagefolderForm: ArrayForm = {
  files: (rows) => [
    {
      name: `${rows.name}.zip`,
      bytes: mostBytes(rows),
      isExact: false,
      pieces: () => zipPieces(entriesOf(rows)),
    },
  ],
};

async function* entriesOf(rows: SavedRows): AsyncGenerator<ZipEntry, void, void> {
  const folders = folderNames(rows.labels.classes);
  const hasTargets = rows.labels.targetOf !== null;
  const lines = [csvLine(['file', 'path', 'class', ...(hasTargets ? ['target'] : [])])];
  const encoder = new TextEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const sample of samplesOf(rows)) {
    const name = fileOf(sample, folders, rows.count);
    const { path, className, target } = sample;
    lines.push(
      csvLine([name, path, className ?? '', ...(hasTargets ? [String(target ?? '')] : [])]),
    );
    if (lines.length === LINES_PER_PART) parts.push(encoder.encode(lines.splice(0).join('')));
    yield { name, input: sample.png };
  }
  parts.push(encoder.encode(lines.join('')));
  yield { name: 'rows.csv', input: inOrder(parts) };
}

const LINES_PER_PART = 4096;

async function* inOrder<T>(parts: readonly T[]): AsyncGenerator<T, void, void> {
  yield* parts;
}

function fileOf({ row, label, split }: Sample, folders: readonly string[], count: number): string {
  const folder = folders[label];
  return [...(split === null ? [] : [split]), ...(folder === undefined ? [] : [folder])]
    .concat(`${rowName(row, count)}.png`)
    .join('/');
}

/**
 * A folder for each class, with a name that every system can have. Names that differ only in case get a number, since
 * some systems would put them into one folder.
 */
export function folderNames(classes: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return classes.map((name) => {
    const safe = safeFileName(name);
    let folder = safe;
    for (let next = 2; used.has(folder.toLowerCase()); next++) folder = `${safe} (${next})`;
    used.add(folder.toLowerCase());
    return folder;
  });
}

function mostBytes({ count, size, longestPath, labels }: SavedRows): number {
  const longestClass = labels.classes.reduce((most, { length }) => Math.max(most, length), 0);
  // the name is in the archive twice, and in rows.csv; a letter takes up to four bytes
  const texts = 4 * (3 * (longestClass + 24) + 2 * longestPath + longestClass);
  return count * (mostPngBytes(size) + ENTRY_BYTES + texts) + 4096;
}
