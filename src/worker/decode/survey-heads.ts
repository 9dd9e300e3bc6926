import { surveyFile } from '../../formats/survey-file.ts';
import type { SurveyedFile } from '../../formats/survey.ts';
import type { FileBatch, FilePart } from '../../pool/wire/batch.ts';
import type { SurveyReport } from '../../pool/wire/decode.ts';
import { readBatch } from './read-batch.ts';

/** Reads the first `headBytes` bytes of files, and describes the files by them. */
export async function surveyHeads(
  batch: FileBatch<Blob>,
  headBytes: number,
): Promise<SurveyReport> {
  const { files: read } = await readBatch([headsOf(batch, headBytes)]);
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
