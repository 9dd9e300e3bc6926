import { surveyFile, type SurveyedFile } from '../core/survey.ts';
import type { FileBatch, SurveyReport } from '../pool/wire.ts';
import { readBatch } from './read-batch.ts';

/** Reads the first bytes of files, which are all that came, and tells what they are. */
export async function surveyHeads(heads: FileBatch<Blob>): Promise<SurveyReport> {
  const { files: read } = await readBatch(heads);
  const files: SurveyedFile[] = [];
  const untold: number[] = [];
  for (const { slot, content } of read) {
    if (!(content instanceof Uint8Array)) continue; // the run names what cannot be read
    const { file, isTold } = surveyFile(slot, content);
    files.push(file);
    if (!isTold) untold.push(slot);
  }
  return { files, untold };
}
