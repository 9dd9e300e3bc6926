import { gunzipSync } from 'node:zlib';

import type { DraftScale } from '../../../src/core/recipe/draft.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { readFixture, readFixtureJson } from '../../core/read-fixture.ts';
import type { GoldenCase } from '../../kernel/pillow-goldens.ts';

/** A JPEG of test/fixtures/pillow/drafts.json, and what Pillow makes of it at each scale. */
export interface DraftFile {
  /** The generator of draft_files.py or draft_others.py that made it. */
  readonly group: DraftGroup;
  /** What is special about it, and its size. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** The digest of the RGB of its own size; Pillow's words if it refused. */
  readonly exact: string;
  /** At 1/2, 1/4 and 1/8, as far as the file is large enough. */
  readonly drafts: readonly GoldenDraft[];
}

/**
 * `overflows` has coefficients that no encoder writes, `others` what is neither of one or three
 * components and coded by Huffman, nor complete.
 */
export type DraftGroup =
  | 'codings'
  | 'sizes'
  | 'contents'
  | 'overflows'
  | 'samplings'
  | 'colours'
  | 'structures'
  | 'others';

export interface GoldenDraft {
  readonly scale: DraftScale;
  readonly width: number;
  readonly height: number;
  /** height × width × 3; null where Pillow refused, with its words. */
  readonly rgb: Uint8Array | null;
  readonly error: string | null;
}

interface Extent {
  readonly offset: number;
  readonly length: number;
}

function readPacked(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gunzipSync(readFixture(`pillow/${name}`)));
}

export function readDraftFiles(): readonly DraftFile[] {
  type ListedDraft = Omit<GoldenDraft, 'rgb' | 'error'> & {
    readonly offset?: number;
    readonly error?: string;
  };
  type Listed = Omit<DraftFile, 'bytes' | 'drafts'> &
    Extent & { readonly drafts: readonly ListedDraft[] };
  const packed = readPacked('drafts.bin.gz');
  const { files } = readFixtureJson('pillow/drafts.json') as { files: readonly Listed[] };
  return files.map(({ group, name, width, height, offset, length, exact, drafts }) => ({
    group,
    name,
    bytes: packed.slice(offset, offset + length),
    width,
    height,
    exact,
    drafts: drafts.map((draft) => {
      const { scale, offset: start, error } = draft;
      const bytes = draft.width * draft.height * 3;
      const rgb = start === undefined ? null : packed.subarray(start, start + bytes);
      return { scale, width: draft.width, height: draft.height, rgb, error: error ?? null };
    }),
  }));
}

/** Rows of `decode: turbo`, as readGoldenCases has those of `exact`, and the files they are of. */
export interface DraftRows {
  readonly cases: readonly GoldenCase[];
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

export function readDraftRows(): DraftRows {
  type ListedCase = { readonly group: string; readonly file: string; readonly recipe: Recipe };
  const listing = readFixtureJson('pillow/draft-rows.json') as {
    readonly files: readonly ({ readonly file: string } & Extent)[];
    readonly cases: readonly (ListedCase & Extent)[];
  };
  const packed = readPacked('draft-rows.bin.gz');
  const at = ({ offset, length }: Extent) => packed.slice(offset, offset + length);
  return {
    cases: listing.cases.map((listed) => {
      const { group, file } = listed;
      const recipe = { ...DEFAULT_RECIPE, ...listed.recipe };
      return { group, file, recipe, row: at(listed), error: null };
    }),
    files: new Map(listing.files.map((listed) => [listed.file, at(listed)])),
  };
}
