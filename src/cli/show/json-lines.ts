import type { Display } from './display.ts';

/** A line of JSON for each event, for programs. */
export function createJsonLines(write: (line: string) => void): Display {
  const say = (event: string, fields: object): void =>
    write(`${JSON.stringify({ event, ...fields })}\n`);
  return {
    plan: (files) => say('plan', files),
    progress: ({ total, done, failed, elapsedMs, rate }) =>
      say('progress', {
        total,
        done,
        failed,
        seconds: Number((elapsedMs / 1000).toFixed(3)),
        imagesPerSecond: rate === null ? null : Number(rate.toFixed(1)),
      }),
    finished: ({ shape, counts, codes, decoders, timings, isComplete }, out) =>
      say('finished', { out, shape, counts, codes, decoders, timings, isComplete }),
    ended: (reason, resume) => say('ended', { reason, resume }),
  };
}
