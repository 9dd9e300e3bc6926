import type { Failure } from '../../core/verdict.ts';

/** Why an entry that was seen could not be opened. */
export function openFailure(error: unknown): Failure {
  const name = error instanceof DOMException ? error.name : '';
  return name === 'NotFoundError'
    ? { code: 'vanished', detail: 'It was moved or deleted after the folder was listed.' }
    : { code: 'unreadable', detail: `It could not be opened (${name || 'unknown error'}).` };
}
