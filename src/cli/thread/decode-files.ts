import { draftScaleOf, draftSize } from '../../core/recipe/draft.ts';
import { QUICK_PIXELS, SMALL_PIXELS } from '../../core/large-images.ts';
import { rowBytesOf, type Recipe } from '../../core/recipe/recipe.ts';
import type { SlotOutcome } from '../../core/verdict.ts';
import { sniff, type ImageHeader } from '../../formats/sniff.ts';
import {
  decodeImage,
  finishRow,
  refuseImage,
  TOO_MANY_PIXELS,
  type MadeRow,
  type RowMakers,
} from '../../pipeline/make-row.ts';
import type { Blocker } from '../../pool/wire/blocker.ts';
import type { WorkerEvents } from '../../pool/wire/decode.ts';
import { createFileReader } from './read-file.ts';
import { createRowWriter } from './row-writer.ts';
import type { PathBatch, RunPaths, ThreadReport } from './thread-calls.ts';

const HEARTBEAT_INTERVAL_MS = 100;

export interface FileDecoder {
  /** Ends early if `isStopped` says so, or if rows cannot be written. */
  decode(batch: PathBatch): Promise<ThreadReport>;
}

export interface FileDecoderNeeds extends RunPaths {
  readonly makers: RowMakers;
  readonly recipe: Recipe;
  readonly events: WorkerEvents;
  readonly isStopped: () => boolean;
}

/**
 * Reads, decodes and writes the files of a batch one after the other on this thread. Nothing is read ahead: a
 * system that has just read a folder has its files in memory, and another thread is at work meanwhile.
 */
export function createFileDecoder(needs: FileDecoderNeeds): FileDecoder {
  const { makers, recipe, root, rowsPath, events, isStopped } = needs;
  const readFile = createFileReader();
  const rows = createRowWriter(rowsPath, rowBytesOf(recipe));
  const heartbeat = createHeartbeat(events);

  /** The row of one file; null if it must not begin because the run ends. */
  async function makeRow(bytes: Uint8Array<ArrayBuffer>): Promise<MadeRow | null> {
    const sniffed = sniff(bytes);
    const large = 'header' in sniffed ? largePixels(sniffed.header, recipe) : null;
    if (large !== null && !(await begins(large, events))) return null;
    const image = await decodeImage(bytes, recipe, makers.decoders, sniffed);
    const made = await finishRow(image, recipe, makers.kernels, rows.nextRow());
    if (large !== null) events.onLargeDone(large.pixels, large.heldPixels);
    return made;
  }

  return {
    async decode({ slots, paths }) {
      const outcomes: SlotOutcome[] = [];
      const sums = { bytes: 0, readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };
      let storedOutcomes = 0;
      let blocker: Blocker | null = null;
      const flush = (): void => {
        const startedAt = performance.now();
        blocker = rows.flush();
        sums.writeMs += performance.now() - startedAt;
        if (blocker === null) storedOutcomes = outcomes.length;
      };

      for (const [index, slot] of slots.entries()) {
        if (isStopped() || blocker !== null) break;
        const startedAt = performance.now();
        const content = readFile(root + (paths[index] ?? ''));
        sums.readMs += performance.now() - startedAt;
        if (content instanceof Uint8Array) sums.bytes += content.length;
        const made = content instanceof Uint8Array ? await makeRow(content) : refuseImage(content);
        if (made === null) break;
        const { outcome, decodeMs, resampleMs } = made;
        sums.decodeMs += decodeMs;
        sums.resampleMs += resampleMs;
        outcomes.push({ ...outcome, slot });
        if (outcome.verdict !== 'failed') rows.add(slot);
        if (rows.isFull) flush();
        heartbeat();
      }
      if (blocker === null) flush();
      return { outcomes: outcomes.slice(0, storedOutcomes), blocker, ...sums };
    },
  };
}

interface LargeImage {
  readonly pixels: number;
  /** The pixels that are in memory at a time. */
  readonly heldPixels: number;
}

/** An image that takes long, with its pixels; null for others, and for those that are not decoded at all. */
function largePixels(header: ImageHeader, recipe: Recipe): LargeImage | null {
  const { width, height } = header;
  if (width === null || height === null) return null;
  const pixels = width * height;
  if (pixels <= QUICK_PIXELS || pixels > TOO_MANY_PIXELS) return null;
  const draft = draftSize(width, height, draftScaleOf(recipe, header));
  return { pixels, heldPixels: draft.width * draft.height };
}

/** Announces a large image before it begins. Resolves with false if it must not begin. */
async function begins(
  { pixels, heldPixels }: LargeImage,
  { onLarge }: WorkerEvents,
): Promise<boolean> {
  const mayBegin = onLarge(pixels, heldPixels);
  return heldPixels > SMALL_PIXELS ? mayBegin : true;
}

/** Reports the number of finished images at most every 100 ms. */
function createHeartbeat({ onHeartbeat }: WorkerEvents): () => void {
  let images = 0;
  let lastHeartbeat = performance.now();
  return () => {
    images += 1;
    const now = performance.now();
    if (now - lastHeartbeat < HEARTBEAT_INTERVAL_MS) return;
    onHeartbeat(images);
    images = 0;
    lastHeartbeat = now;
  };
}
