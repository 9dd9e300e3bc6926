import type { Failure } from '../../core/verdict.ts';

/** The bytes end before what they promise. */
export const ENDS_EARLY: Failure = {
  code: 'truncated',
  detail: 'The PNG ends early: get the whole file again.',
};

export function corrupt(what: string): Failure {
  return { code: 'corrupt', detail: `${what}.` };
}
