import type { DraftScale } from '../core/recipe/draft.ts';

/** The codecs' names, which are the manifest's `decoder` too. */
export type CodecName = 'squoosh-jpeg' | 'squoosh-webp' | 'libjpeg-turbo' | 'libjpeg-turbo-cmyk';

/**
 * Brings a codec's WebAssembly module, compiled: in a worker by URL, in Node from disk. It is asked
 * once for each codec, and again after it rejected.
 */
export type LoadCodec = (name: CodecName) => Promise<WebAssembly.Module>;

/** What became of one file. `rgba` is not premultiplied, and nobody else's. */
export type CodecResult =
  | {
      readonly kind: 'image';
      readonly width: number;
      readonly height: number;
      readonly rgba: Uint8Array | Uint8ClampedArray;
      /** What the codec printed: its warnings. */
      readonly messages: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly isOutOfMemory: boolean;
      /** What the codec said last; null: nothing. */
      readonly reason: string | null;
      readonly messages: readonly string[];
    };

/** An instance of a codec's module, with a memory of its own. */
export interface CodecInstance {
  /**
   * At 1/scale, which is 1 for codecs that make no drafts. Never throws. After a refusal the
   * instance is in no known state, and must not be used again.
   */
  decode(bytes: Uint8Array<ArrayBuffer>, scale: DraftScale): CodecResult;
  memoryBytes(): number;
}

/** Decodes one file, or the part of it that the codec knows; in its own size if no scale is given. */
export type DecodeByCodec = (
  bytes: Uint8Array<ArrayBuffer>,
  scale?: DraftScale,
) => Promise<{ readonly result: CodecResult; readonly decodeMs: number }>;

/** WebAssembly memory never shrinks: an instance that a large image made larger than this goes. */
const MAX_KEPT_BYTES = 256 * 2 ** 20;

/**
 * A codec whose module is loaded with its first file, once, and again after that failed. What it
 * returns rejects where `load` does.
 */
export function createCodec(
  name: CodecName,
  start: (module: WebAssembly.Module) => Promise<CodecInstance>,
  load: LoadCodec,
): DecodeByCodec {
  let loaded: Promise<WebAssembly.Module> | null = null;
  return keepCodec(async () => {
    try {
      loaded ??= load(name);
      return await start(await loaded);
    } catch (error) {
      loaded = null;
      throw error;
    }
  });
}

/**
 * Keeps one instance of a codec from file to file, and starts another where that is spent. What it
 * returns rejects only if no instance can be started.
 */
export function keepCodec(start: () => Promise<CodecInstance>): DecodeByCodec {
  let kept: Promise<CodecInstance> | null = null;

  return async (bytes, scale = 1) => {
    for (;;) {
      kept ??= start();
      const waitedFor = kept;
      let instance: CodecInstance;
      try {
        instance = await waitedFor;
      } catch (error) {
        if (kept === waitedFor) kept = null;
        throw error;
      }
      if (kept !== waitedFor) continue; // another file has spent it meanwhile
      const startedAt = performance.now();
      const result = instance.decode(bytes, scale);
      const isSpent = result.kind === 'refused' || instance.memoryBytes() > MAX_KEPT_BYTES;
      if (isSpent) kept = null;
      return { result, decodeMs: performance.now() - startedAt };
    }
  };
}
