import { createHash } from 'node:crypto';

import { draftSize, type DraftScale } from '../../../src/core/recipe/draft.ts';
import {
  DEFAULT_RECIPE,
  FITS,
  RESAMPLE_FILTERS,
  rowBytesOf,
  type Recipe,
} from '../../../src/core/recipe/recipe.ts';
import { createJpegDecoder } from '../../../src/decoders/jpeg/jpeg-decoder.ts';
import { sniff } from '../../../src/formats/sniff.ts';
import type { Kernel } from '../../../src/kernel/kernel.ts';
import { planResample } from '../../../src/kernel/resample/resample-job.ts';
import type { SeededRandom } from '../damage/seeded-random.ts';
import { pick } from './mutations.ts';

export const SCALES: readonly DraftScale[] = [1, 2, 4, 8];

/** A row to be made of a JPEG: its recipe, and the orientation that its EXIF might have. */
export interface RowRequest {
  readonly recipe: Recipe;
  readonly orientation: number;
}

/** Size and digest of what is made, or the code of its refusal; not-taken: by another decoder. */
export type OurOutcome = string;

const DECODER = createJpegDecoder();

/** A JPEG's size by its header, if it is accepted so far. */
export function sizeOf(
  bytes: Uint8Array,
): { readonly width: number; readonly height: number } | null {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed || sniffed.header.format !== 'jpeg') return null;
  const { width, height } = sniffed.header;
  return width === null || height === null ? null : { width, height };
}

/** Requests whose row is the image itself, at each scale that leaves a pixel. */
export function wholeImageRequests(width: number, height: number): readonly RowRequest[] {
  return SCALES.filter((scale) => scale <= Math.min(width, height)).map((scale) => {
    const [across, down] = [Math.floor(width / scale), Math.floor(height / scale)];
    const recipe = { ...DEFAULT_RECIPE, decode: 'turbo', width: across, height: down } as const;
    return { recipe: scale === 1 ? DEFAULT_RECIPE : recipe, orientation: 1 };
  });
}

/** Any row: a part of the image, turned, by any filter. */
export function someRequest(random: SeededRandom): RowRequest {
  const recipe: Recipe = {
    ...DEFAULT_RECIPE,
    width: random.between(1, 50),
    height: random.between(1, 50),
    decode: pick(random, ['exact', 'turbo']),
    resample: pick(random, RESAMPLE_FILTERS),
    fit: pick(random, FITS),
  };
  return { recipe, orientation: random.between(1, 9) };
}

/** Makes the image itself, at the scale that the recipe has it decoded at. */
export async function decodeWhole(
  bytes: Uint8Array<ArrayBuffer>,
  request: RowRequest,
  kernel: Kernel,
): Promise<OurOutcome> {
  return outcomeOf(await makeRow(bytes, request, kernel, true));
}

/** Makes the row. */
export async function decodeRow(
  bytes: Uint8Array<ArrayBuffer>,
  request: RowRequest,
  kernel: Kernel,
): Promise<OurOutcome> {
  return outcomeOf(await makeRow(bytes, request, kernel, false));
}

interface MadeRow {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

function outcomeOf(made: MadeRow | string): OurOutcome {
  if (typeof made === 'string') return made;
  const digest = createHash('sha256').update(made.rgb).digest('hex').slice(0, 16);
  return `${made.width}x${made.height} ${digest}`;
}

/** A row, or the image itself; if it is refused, the code of the failure, or not-taken. */
export async function makeRow(
  bytes: Uint8Array<ArrayBuffer>,
  { recipe, orientation }: RowRequest,
  kernel: Kernel,
  isWhole: boolean,
): Promise<MadeRow | string> {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) return sniffed.failure.code;
  const { header } = sniffed;
  if (DECODER.accepts(header, recipe) !== 'exact') return 'not-taken';
  const decoded = await DECODER.decode(bytes, header, recipe);
  if (decoded.kind === 'failed') return decoded.failure.code;
  if (decoded.kind !== 'deferred') throw new Error('JPEGs are decoded when their row is made.');
  const { width, height } = draftSize(header.width ?? 0, header.height ?? 0, decoded.scale);
  const wanted = isWhole ? { ...DEFAULT_RECIPE, width, height } : recipe;
  const rgb = new Uint8Array(rowBytesOf(wanted)).fill(0xaa);
  const job = planResample(wanted, decoded, isWhole ? 1 : orientation);
  const { failure } = decoded.makeRow(kernel, job, rgb);
  if (failure !== null) return failure.code;
  return { width: wanted.width, height: wanted.height, rgb };
}
