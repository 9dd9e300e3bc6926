import { ASSUMED_BYTES } from './batch-queue.ts';
import type { DecodeWorker } from './decode-worker.ts';
import type { CallDeadlines } from './supervise-calls.ts';
import type { Batch } from './wire/batch.ts';
import type { PreviewRequest } from './wire/preview.ts';

/** How long, in milliseconds, a worker may be silent while it reads or decodes this much. */
export type ImageDeadlineMs = (bytes: number, pixels: number) => number;

/** The longest deadline. */
const LONGEST_MS = 60_000;
const BASE_MS = 10_000;
/** A slow disk reads this much for one of many workers in a second; a slow machine decodes it. */
const BYTES_PER_SECOND = 2 ** 20;
const PIXELS_PER_SECOND = 10_000_000;
/** How long the same disk takes to find a file. */
const SLOW_SEEK_MS = 250;
/** A worker loads the kernel and decoders before its first answer. */
export const START_MS = 30_000;
const SURVEY_MS = 30_000;
const ABOUT_MS = 10_000;

/** 10 s, plus 1 s per MiB or per 10 MP, whichever is more; at most 60 s. */
export function imageDeadlineMs(bytes: number, pixels = 0): number {
  const seconds = Math.max(
    Math.ceil(bytes / BYTES_PER_SECOND),
    Math.ceil(pixels / PIXELS_PER_SECOND),
  );
  return Math.min(LONGEST_MS, BASE_MS + seconds * 1000);
}

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
    spin: { ms: (ms) => START_MS + ms },
  };
}

/** The whole batch may be read before the first heartbeat. */
function batchDeadlineMs(batch: Batch<unknown>, deadlineMs: ImageDeadlineMs): number {
  const bytes = batch.reduce((sum, { stat }) => sum + (stat?.bytes ?? ASSUMED_BYTES), 0);
  return Math.min(LONGEST_MS, deadlineMs(bytes, 0) + (batch.length - 1) * SLOW_SEEK_MS);
}

/** Counts each pixel as a byte, which is generous. With turbo the file is decoded twice. */
function previewDeadlineMs({ pixels, recipe }: PreviewRequest<unknown>): number {
  return imageDeadlineMs(recipe.decode === 'turbo' ? 2 * pixels : pixels);
}
