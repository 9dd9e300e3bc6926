// The contract between the page and a decode worker: plain data and these calls.
import type { BrowserFacts } from '../../core/browser-facts.ts';
import type { Recipe } from '../../core/recipe/recipe.ts';
import type { SurveyedFile } from '../../formats/survey.ts';
import type { BatchReport, FileBatch } from './batch.ts';
import type { Preview, PreviewRequest } from './preview.ts';

/** The settings of a run that a worker needs. */
export interface RunOrders {
  readonly recipe: Recipe;
  /**
   * Whether the next image may be decoded while the current one is made into a row. Under `canvas` the
   * browser decodes on its own threads, so one worker can then keep more than one core busy.
   */
  readonly decodesAhead: boolean;
  /** Whether images are scaled by the kernel's twin in TypeScript, for the comparison. */
  readonly scalesPlainly?: boolean;
}

/** Files described by their first bytes. The headers of those in `needsMoreBytes` are longer. */
export interface SurveyReport {
  readonly files: readonly SurveyedFile[];
  readonly needsMoreBytes: readonly number[];
}

/** The calls of a decode worker to the page during a run. Each is a sign of life. */
export interface WorkerEvents {
  /**
   * The number of images finished since the last call, at most ten times a second. It is 0 while a
   * batch is being read or rows wait to be stored.
   */
  onHeartbeat(images: number): void;
  /**
   * An image of more than QUICK_PIXELS is about to be decoded, with `heldPixels` of its pixels in
   * memory at a time. If those are more than SMALL_PIXELS, the worker waits for the answer: true
   * once the image may begin, or false if the run is ending and it must not.
   */
  onLarge(pixels: number, heldPixels: number): Promise<boolean>;
  /** The image was released. */
  onLargeDone(pixels: number, heldPixels: number): void;
}

/** The calls of a decode worker. A rejection means a bug, never a bad image. */
export interface DecodeCalls<Bytes, Port> {
  /** Begins a run: from now on rows go to `rows`, and events to `events`. */
  begin(orders: RunOrders, rows: Port, events: WorkerEvents): Promise<void>;
  decode(batch: FileBatch<Bytes>): Promise<BatchReport>;
  /** Ends the pending batches after the current image. */
  stop(): Promise<void>;
  /** Describes files by their first `headBytes` bytes, reading no more. Skips unreadable files. */
  survey(batch: FileBatch<Bytes>, headBytes: number): Promise<SurveyReport>;
  /** Makes the row of one file as a run would. Null if `clearPixels` was called meanwhile. */
  preview(request: PreviewRequest<Bytes>): Promise<Preview | null>;
  /** Releases all pixels cached for further previews. Beginning a run does so too. */
  clearPixels(): Promise<void>;
  aboutBrowser(): Promise<BrowserFacts>;
  /** Computes for this many milliseconds. Resolves with how much was done per millisecond. */
  spin(ms: number): Promise<number>;
}
