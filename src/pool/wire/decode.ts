// The contract between the page and a decode worker: plain data, and these calls.
import type { BrowserFacts } from '../../core/browser-facts.ts';
import type { BrowserProbe } from '../../core/browser-probe.ts';
import type { Recipe } from '../../core/recipe/recipe.ts';
import type { SurveyedFile } from '../../formats/survey.ts';
import type { BatchReport, FileBatch } from './batch.ts';
import type { Preview, PreviewRequest } from './preview.ts';

/** The settings of a run that a worker needs. */
export interface RunOrders {
  readonly recipe: Recipe;
  /**
   * Whether the next image may be decoded while a row is made of one. Browsers decode on threads of
   * their own, so that one worker then keeps more than one core busy.
   */
  readonly decodesAhead: boolean;
}

/** Files as their first bytes describe them. Those in `needsMoreBytes` have longer headers. */
export interface SurveyReport {
  readonly files: readonly SurveyedFile[];
  readonly needsMoreBytes: readonly number[];
}

/** The calls of a decode worker to the page in a run. Each is a sign of life. */
export interface WorkerEvents {
  /**
   * Images finished since the last call, at most ten times a second; 0 where some of a batch was
   * read that took longer than that.
   */
  onHeartbeat(images: number): void;
  /**
   * An image of more than QUICK_PIXELS is to be decoded. Of its pixels so many are held at a time;
   * where those are more than SMALL_PIXELS, the worker waits for the answer: true when the image's
   * turn has come, false where the run ends and it is not to be begun.
   */
  onLarge(pixels: number, heldPixels: number): Promise<boolean>;
  /** It was let go. */
  onLargeDone(pixels: number, heldPixels: number): void;
}

/** The calls of a decode worker. A rejection is a programmer's error, never an image's. */
export interface DecodeCalls<Bytes, Port> {
  /**
   * Begins a run: rows go to `rows`, and signs to `signs`, from now on. Resolves with what the
   * worker found out about this browser's decoders.
   */
  begin(orders: RunOrders, rows: Port, events: WorkerEvents): Promise<BrowserProbe>;
  decode(batch: FileBatch<Bytes>): Promise<BatchReport>;
  /** Lets the batches at hand end after the image at hand. */
  stop(): Promise<void>;
  /** Describes files by this number of first bytes, and reads no others. Skips unreadable files. */
  survey(batch: FileBatch<Bytes>, headBytes: number): Promise<SurveyReport>;
  /** Makes the row of one file, with the decoders and the kernel of a run; null after `clearPixels`. */
  preview(request: PreviewRequest<Bytes>): Promise<Preview | null>;
  /** Lets go of all pixels that were kept for further previews. A run that begins does so too. */
  clearPixels(): Promise<void>;
  aboutBrowser(): Promise<BrowserFacts>;
}
