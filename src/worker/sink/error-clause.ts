import { errorMessage } from '../../core/error-message.ts';

/** The message of an error without its full stop, for use within a sentence. */
export function errorClause(error: unknown): string {
  return errorMessage(error).replace(/\.$/, '');
}
