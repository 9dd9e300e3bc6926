import type { Failure } from '../../core/verdict.ts';

/** The bytes end within a chunk. */
export const ENDS_EARLY: Failure = {
  code: 'truncated',
  detail: 'The PNG ends early: get the whole file again.',
};

export function corrupt(sentence: string): Failure {
  return { code: 'corrupt', detail: `${sentence}.` };
}
