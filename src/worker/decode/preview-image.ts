import { specOf } from '../../formats/specs.ts';
import { createMutex } from '../../core/mutex.ts';
import { errorMessage } from '../../core/error-message.ts';
import { draftScaleOf, type DraftScale } from '../../core/recipe/draft.ts';
import { channelsOf, rowBytesOf, type Recipe } from '../../core/recipe/recipe.ts';
import { rowToRgba } from '../../core/row-pixels.ts';
import { compareRows } from '../../core/row-differences.ts';
import { sniff } from '../../formats/sniff.ts';
import { failedOutcome, NO_FACTS, type ImageFacts } from '../../core/verdict.ts';
import type { Preview, PreviewRequest } from '../../pool/wire/preview.ts';
import {
  closeImage,
  decodeImage,
  finishRow,
  refuseImage,
  TOO_MANY_PIXELS,
  type DecodedImage,
  type RowMakers,
} from '../../pipeline/make-row.ts';
import { createCachedPixels, borrowed } from './cached-pixels.ts';
import { readBatch, type ReadFile } from './read-batch.ts';
import { drawSource, sourceRecipe } from './source-picture.ts';
import { timeDecodes } from './time-decodes.ts';

/** The byte budget of one worker's pixels between previews, which two workers make. */
export const CACHE_BYTES = 128 * 2 ** 20;

type BitmapPreview = Preview<ImageBitmap>;

export interface Previewer {
  /** Makes one preview at a time. Resolves with null if `clear` was called meanwhile. */
  preview(request: PreviewRequest<Blob>): Promise<BitmapPreview | null>;
  clear(): void;
}

/**
 * Makes previews with the decoders and kernels of a run. Decoded pixels are cached, so a change of
 * size, fit or filter decodes nothing. A decoder that fails to load is a verdict here, and does not
 * end the worker.
 */
export function createPreviewer(prepared: () => Promise<RowMakers>): Previewer {
  const cache = createCachedPixels(CACHE_BYTES);
  const headers = new Map<number, FileHeader>();
  const mutex = createMutex();
  let clears = 0;

  /** Calls `use` with the image, which is open until `use` settles. */
  async function withPixels<T>(
    file: PreviewFile,
    recipe: Recipe,
    makers: RowMakers,
    use: (image: DecodedImage) => Promise<T>,
  ): Promise<T> {
    const scale = await scaleOf(file, recipe);
    const found = cache.find(file.id, recipe, scale);
    if (found !== null) return use(found);
    const generation = clears;
    const content = await file.read();
    const image =
      content instanceof Uint8Array
        ? await decodeImage(content.slice(), recipe, makers.decoders) // decoding may alter them
        : refuseImage(content);
    try {
      return await use(image);
    } finally {
      if (generation === clears) cache.add(file.id, recipe, scale, image);
      else closeImage(image);
    }
  }

  /** Reads the file's header only once, so previews of cached pixels read nothing. */
  async function scaleOf(file: PreviewFile, recipe: Recipe): Promise<DraftScale> {
    if (recipe.decode !== 'turbo') return 1;
    const header = headers.get(file.id) ?? (await readHeader(file));
    headers.set(file.id, header);
    return draftScaleOf(recipe, header);
  }

  async function rowOf(file: PreviewFile, recipe: Recipe, makers: RowMakers): Promise<PreviewRow> {
    const row = new Uint8Array(rowBytesOf(recipe));
    const { outcome } = await withPixels(file, recipe, makers, (image) =>
      finishRow(borrowed(image), recipe, makers.kernels, row),
    );
    return { outcome, row: outcome.verdict === 'failed' ? null : row };
  }

  async function make(request: PreviewRequest<Blob>, isWanted: () => boolean) {
    const { recipe, wantsSource } = request;
    const makers = await prepared();
    const file = fileOf(request);
    if (request.wantsTimes === true) return timesOf(file, recipe, makers, isWanted);
    const { outcome, row } = await rowOf(file, recipe, makers);
    const exact =
      recipe.decode === 'turbo'
        ? await rowOf(file, { ...recipe, decode: 'exact' }, makers)
        : undefined;
    const preview: BitmapPreview = {
      outcome,
      row: await pictureOf(row, recipe),
      source: wantsSource ? await sourceOf(file, outcome, makers) : null,
    };
    if (exact === undefined) return preview;
    const differences = row === null || exact.row === null ? null : compareRows(row, exact.row);
    return { ...preview, exact: { row: await pictureOf(exact.row, recipe), differences } };
  }

  async function sourceOf(
    file: PreviewFile,
    { width, height }: Preview['outcome'],
    makers: RowMakers,
  ): Promise<ImageBitmap | null> {
    if (width === null || height === null || width * height > TOO_MANY_PIXELS) return null;
    const content = await file.read();
    const sniffed = content instanceof Uint8Array ? sniff(content) : content;
    if (!(content instanceof Uint8Array) || 'failure' in sniffed) return null;
    const isTransparent = specOf(sniffed.header.format).hasAlpha(content);
    const recipe = sourceRecipe(width, height, isTransparent);
    const drawn = await withPixels(file, recipe, makers, (image) =>
      drawSource(borrowed(image), recipe, makers.kernels),
    );
    return drawn === null ? null : createImageBitmap(drawn);
  }

  return {
    preview(request) {
      const generation = clears;
      const isWanted = (): boolean => generation === clears;
      return mutex.runExclusive(async () => {
        if (!isWanted()) return null;
        const preview = await make(request, isWanted).catch(failedPreview);
        if (isWanted()) return preview;
        preview.row?.close();
        preview.source?.close();
        preview.exact?.row?.close();
        return null;
      });
    },
    clear() {
      clears += 1;
      headers.clear();
      cache.clear();
    },
  };
}

interface PreviewRow {
  readonly outcome: Preview['outcome'];
  readonly row: Uint8Array<ArrayBuffer> | null;
}

/** The row as a picture. */
async function pictureOf(row: PreviewRow['row'], recipe: Recipe): Promise<ImageBitmap | null> {
  if (row === null) return null;
  const { width, height } = recipe;
  const rgba = new Uint8ClampedArray(width * height * 4);
  rowToRgba(row, channelsOf(recipe), rgba);
  return createImageBitmap(new ImageData(rgba, width, height));
}

async function timesOf(
  file: PreviewFile,
  recipe: Recipe,
  makers: RowMakers,
  isWanted: () => boolean,
): Promise<BitmapPreview> {
  const content = await file.read();
  const made =
    content instanceof Uint8Array
      ? await timeDecodes(content, recipe, makers, isWanted)
      : { outcome: refuseImage(content).outcome };
  return { ...made, row: null, source: null };
}

type FileHeader = Pick<ImageFacts, 'format' | 'width' | 'height'>;

async function readHeader(file: PreviewFile): Promise<FileHeader> {
  const content = await file.read();
  const sniffed = content instanceof Uint8Array ? sniff(content) : content;
  return 'header' in sniffed ? sniffed.header : NO_FACTS;
}

interface PreviewFile {
  readonly id: number;
  /** The whole file, read once. */
  read(): Promise<ReadFile['content']>;
}

function fileOf({ id, bytes }: PreviewRequest<Blob>): PreviewFile {
  let reading: Promise<ReadFile['content']> | null = null;
  const read = async (): Promise<ReadFile['content']> => {
    const { files, blocker } = await readBatch([{ slots: [0], sizes: [bytes.size], bytes, at: 0 }]);
    const detail = blocker?.detail ?? 'It was not read.';
    return files[0]?.content ?? { failure: { code: 'unreadable', detail }, format: null };
  };
  return { id, read: () => (reading ??= read()) };
}

function failedPreview(error: unknown): BitmapPreview {
  const detail = errorMessage(error);
  const outcome = failedOutcome(0, { code: 'worker-died', detail });
  return { outcome, row: null, source: null };
}
