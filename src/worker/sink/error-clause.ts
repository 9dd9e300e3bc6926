import { errorMessage } from '../../core/error-message.ts';

/** The message of an error without its full stop, to be part of a sentence. */
export function errorClause(error: unknown): string {
  return errorMessage(error).replace(/\.$/, '');
}
