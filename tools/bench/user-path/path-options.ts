import type { DecodeMode } from '../../../src/core/recipe/recipe.ts';

export interface PathOptions {
  readonly folder: string;
  readonly modes: readonly DecodeMode[];
  readonly workerCounts: readonly number[];
  readonly rounds: number;
  /** The folder is copied as often as keeps the fastest native peer busy for these seconds. */
  readonly seconds: number;
  /** Folders of built pages, which are compared with each other. */
  readonly pages: readonly string[];
  /** Whether a contender with this name is measured. */
  readonly isWanted: (name: string) => boolean;
  readonly samplesMemory: boolean;
}
