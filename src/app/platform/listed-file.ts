import type { ListedFile } from '../../core/plan.ts';
import type { Failure } from '../../core/verdict.ts';
import type { FileSource } from './file-source.ts';

export function listedFile(path: string, file: File): ListedFile<FileSource> {
  return { path, source: file };
}

/** Why an entry that was seen could not be opened. */
export function openFailure(error: unknown): Failure {
  const name = error instanceof DOMException ? error.name : '';
  return name === 'NotFoundError'
    ? { code: 'vanished', detail: 'It was moved or deleted after the folder was listed.' }
    : { code: 'unreadable', detail: `It could not be opened (${name || 'unknown error'}).` };
}
