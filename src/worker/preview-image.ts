import { hasAlpha } from '../core/has-alpha.ts';
import { rowBytesOf, type Recipe } from '../core/recipe.ts';
import { sniff } from '../core/sniff.ts';
import { failedOutcome } from '../core/verdict.ts';
import type { Preview, PreviewRequest } from '../pool/wire.ts';
import {
  closeImage,
  decodeImage,
  finishRow,
  refuseImage,
  TOO_MANY_PIXELS,
  type DecodedImage,
  type RowMakers,
} from '../rows/make-row.ts';
import { createKeptPixels, lent } from './kept-pixels.ts';
import { readBatch, type ReadFile } from './read-batch.ts';
import { drawSource, rgbaOf, sourceRecipe } from './source-picture.ts';

/** Of the pixels that one worker keeps between previews; two workers make them. */
export const KEPT_BYTES = 128 * 2 ** 20;

type BitmapPreview = Preview<ImageBitmap>;

export interface Previewer {
  /** One after the other; null where `forget` was called in the meantime. */
  preview(request: PreviewRequest<Blob>): Promise<BitmapPreview | null>;
  forget(): void;
}

/**
 * Makes previews with what a run makes rows with. Decoded pixels are kept between them, so that a
 * change of size, fit or filter decodes nothing. A decoder that cannot be loaded is a verdict here,
 * and no reason for a worker to end.
 */
export function createPreviewer(
  prepared: () => Promise<{ readonly makers: RowMakers }>,
): Previewer {
  const kept = createKeptPixels(KEPT_BYTES);
  let turn: Promise<unknown> = Promise.resolve();
  let forgotten = 0;

  /** Hands out the image for as long as `use` takes. */
  async function withPixels<T>(
    file: PreviewFile,
    recipe: Recipe,
    makers: RowMakers,
    use: (image: DecodedImage) => Promise<T>,
  ): Promise<T> {
    const found = kept.find(file.id, recipe);
    if (found !== null) return use(found);
    const generation = forgotten;
    const content = await file.read();
    const image =
      content instanceof Uint8Array
        ? await decodeImage(content.slice(), recipe, makers.decoders) // which may change the bytes
        : refuseImage(content);
    try {
      return await use(image);
    } finally {
      if (generation === forgotten) kept.keep(file.id, recipe, image);
      else closeImage(image);
    }
  }

  async function make(request: PreviewRequest<Blob>): Promise<BitmapPreview> {
    const { recipe } = request;
    const { makers } = await prepared();
    const file = fileOf(request);
    const row = new Uint8Array(rowBytesOf(recipe));
    const made = await withPixels(file, recipe, makers, (image) =>
      finishRow(lent(image), recipe, makers.kernels, row),
    );
    const { outcome } = made;
    const picture =
      outcome.verdict === 'failed'
        ? null
        : await createImageBitmap(new ImageData(rgbaOf(row), recipe.width, recipe.height));
    const source = request.wantsSource ? await sourceOf(file, made.outcome, makers) : null;
    return { outcome, row: picture, source };
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
    const isTransparent = hasAlpha(content, sniffed.header.format);
    const recipe = sourceRecipe(width, height, isTransparent ? '#000000' : 'drop');
    const drawn = await withPixels(file, recipe, makers, (image) =>
      drawSource(() => lent(image), recipe, makers.kernels),
    );
    return drawn === null ? null : createImageBitmap(drawn);
  }

  return {
    preview(request) {
      const generation = forgotten;
      const making = turn
        .catch(() => undefined)
        .then(() => (generation === forgotten ? make(request) : null))
        .catch(failedPreview)
        .then((preview) => {
          if (generation === forgotten) return preview;
          preview?.row?.close();
          preview?.source?.close();
          return null;
        });
      turn = making;
      return making;
    },
    forget() {
      forgotten += 1;
      kept.close();
    },
  };
}

interface PreviewFile {
  readonly id: number;
  /** The whole file, read once. */
  read(): Promise<ReadFile['content']>;
}

function fileOf({ id, bytes }: PreviewRequest<Blob>): PreviewFile {
  let reading: Promise<ReadFile['content']> | null = null;
  const read = async (): Promise<ReadFile['content']> => {
    const { files } = await readBatch([{ slots: [0], sizes: [bytes.size], bytes }]);
    const nothing = { failure: { code: 'unreadable' as const, detail: 'It was not read.' } };
    return files[0]?.content ?? { ...nothing, format: null };
  };
  return { id, read: () => (reading ??= read()) };
}

function failedPreview(error: unknown): BitmapPreview {
  const detail = error instanceof Error ? error.message : String(error);
  const outcome = failedOutcome(0, { code: 'worker-died', detail });
  return { outcome, row: null, source: null };
}
