import { surveyFile } from '../../formats/survey-file.ts';
import type { SurveyedFile } from '../../formats/survey.ts';
import type { FileBatch, FilePart } from '../../pool/wire/batch.ts';
import type { SurveyReport } from '../../pool/wire/decode.ts';
import { unpackHead } from '../../archive/unpack-entry.ts';
import { readBatch, type ReadFile } from './read-batch.ts';
import { headSpan } from './read-packed.ts';

/** Reads the first `headBytes` bytes of files, and describes the files by them. */
export async function surveyHeads(
  batch: FileBatch<Blob>,
  headBytes: number,
): Promise<SurveyReport> {
  const plain = batch.filter(({ packed }) => packed === undefined);
  const archived = batch.filter(({ packed }) => packed !== undefined);
  const { files: whole } = await readBatch([headsOf(plain, headBytes)]);
  const read = [...whole, ...(await readPackedHeads(archived, headBytes))];
  const files: SurveyedFile[] = [];
  const unparsed: number[] = [];
  for (const { slot, content } of read) {
    if (!(content instanceof Uint8Array)) continue; // the run will report unreadable files
    const { file, needsMoreBytes } = surveyFile(slot, content);
    files.push(file);
    if (needsMoreBytes) unparsed.push(slot);
  }
  return { files, needsMoreBytes: unparsed };
}

/** The first bytes of files in archives. */
async function readPackedHeads(
  batch: FileBatch<Blob>,
  headBytes: number,
): Promise<readonly ReadFile[]> {
  const entries = batch.flatMap(({ slots, bytes, packed = [] }) =>
    packed.map((entry, index) => {
      const head = bytes.slice(entry.at, entry.at + headSpan(entry, headBytes));
      return { slot: slots[index] ?? 0, entry, head };
    }),
  );
  if (entries.length === 0) return [];
  const { files } = await readBatch([
    {
      slots: entries.map((_, index) => index),
      sizes: entries.map(({ head }) => head.size),
      bytes: new Blob(entries.map(({ head }) => head)),
      at: 0,
    },
  ]);
  const unpacked = files.map(async ({ slot: index, content }): Promise<ReadFile[]> => {
    const found = entries[index];
    if (found === undefined || !(content instanceof Uint8Array)) return [];
    const head = await unpackHead(content, found.entry, headBytes);
    return [{ slot: found.slot, content: head }];
  });
  return (await Promise.all(unpacked)).flat();
}

/** The first bytes of files, as one part. */
function headsOf(batch: FileBatch<Blob>, headBytes: number): FilePart<Blob> {
  const heads: Blob[] = [];
  for (const { sizes, bytes, at } of batch) {
    let start = at;
    for (const size of sizes) {
      heads.push(bytes.slice(start, start + Math.min(size, headBytes)));
      start += size;
    }
  }
  return {
    slots: batch.flatMap(({ slots }) => slots),
    sizes: heads.map(({ size }) => size),
    bytes: new Blob(heads),
    at: 0,
  };
}
