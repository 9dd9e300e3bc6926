import { ASSUMED_BYTES } from './batch-queue.ts';
import type { DecodeWorker } from './decode-worker.ts';
import type { CallDeadlines } from './supervise-calls.ts';
import type { Batch } from './wire/batch.ts';
import type { PreviewRequest } from './wire/preview.ts';

/** How long a worker may be silent, in milliseconds, with these bytes to read or pixels to decode. */
export type ImageDeadlineMs = (bytes: number, pixels: number) => number;

/** Nobody waits longer for a sign of life. */
const LONGEST_MS = 60_000;
const BASE_MS = 10_000;
/** Each adds a second: a slow disk reads this much for one of many workers, a slow machine decodes it. */
const BYTES_PER_SECOND = 2 ** 20;
const PIXELS_PER_SECOND = 10_000_000;
/** The same disk takes this long to find a file. */
const SLOW_SEEK_MS = 250;
/** A worker loads the kernel and decoders before its first answer. */
export const START_MS = 30_000;
const SURVEY_MS = 30_000;
const ABOUT_MS = 10_000;

/** 10 s, and 1 s more a MiB or 10 MP, whichever is more; at most 60 s. */
export function imageDeadlineMs(bytes: number, pixels = 0): number {
  const seconds = Math.max(
    Math.ceil(bytes / BYTES_PER_SECOND),
    Math.ceil(pixels / PIXELS_PER_SECOND),
  );
  return Math.min(LONGEST_MS, BASE_MS + seconds * 1000);
}

/** The deadlines of a decode worker's calls. */
export function decodeDeadlines<Source>(
  deadlineMs: ImageDeadlineMs,
): CallDeadlines<DecodeWorker<Source>> {
  return {
    begin: { ms: START_MS },
    decode: { ms: (batch) => batchDeadlineMs(batch, deadlineMs) },
    stop: 'unwatched',
    survey: { ms: START_MS + SURVEY_MS },
    preview: { ms: (request) => START_MS + previewDeadlineMs(request) },
    clearPixels: { ms: START_MS },
    aboutBrowser: { ms: START_MS + ABOUT_MS },
  };
}

/** A whole batch is read before its first image is done, and before the first heartbeat. */
function batchDeadlineMs(batch: Batch<unknown>, deadlineMs: ImageDeadlineMs): number {
  const bytes = batch.reduce((sum, { stat }) => sum + (stat?.bytes ?? ASSUMED_BYTES), 0);
  return Math.min(LONGEST_MS, deadlineMs(bytes, 0) + (batch.length - 1) * SLOW_SEEK_MS);
}

/** As if each pixel were a byte, which is generous. Under turbo a file is decoded twice. */
function previewDeadlineMs({ pixels, recipe }: PreviewRequest<unknown>): number {
  return imageDeadlineMs(recipe.decode === 'turbo' ? 2 * pixels : pixels);
}
