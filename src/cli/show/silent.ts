import type { Display } from './display.ts';

/** Says nothing unless a run ends early: nobody watches. */
export function createSilent(write: (text: string) => void): Display {
  return {
    plan: () => undefined,
    progress: () => undefined,
    finished: () => undefined,
    ended: (reason, resume) =>
      write(resume === null ? `${reason}\n` : `${reason} Go on with:\n  ${resume}\n`),
  };
}
