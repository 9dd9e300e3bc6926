import type { Receipt } from '../../core/output/receipt.ts';

/** How far a run is. */
export interface Progress {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly elapsedMs: number;
  /** Images a second of the last seconds; null until it is known. */
  readonly rate: number | null;
}

/** Says what a run does, to a person or to a program. */
export interface Display {
  plan(files: {
    readonly listed: number;
    readonly images: number;
    readonly isResumed: boolean;
  }): void;
  progress(progress: Progress): void;
  /** The array is there. */
  finished(receipt: Receipt, out: string): void;
  /** The run has ended early; `resume` is the command that goes on with it, null if there is nothing to go on with. */
  ended(reason: string, resume: string | null): void;
}

/** `1,234 images`, `1 image`. */
export function imagesText(count: number): string {
  return count === 1 ? '1 image' : `${count.toLocaleString('en-US')} images`;
}
