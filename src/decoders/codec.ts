/** The names of codecs, also in the manifest's `decoder`. */
export type CodecName = 'squoosh-webp';

/**
 * Loads and compiles a codec's WebAssembly module: in a worker by URL, in Node from disk. Called once
 * for each codec, and again after it has rejected.
 */
export type LoadCodec = (name: CodecName) => Promise<WebAssembly.Module>;

/** The result of one file. `rgba` is not premultiplied, and belongs to the receiver. */
export type CodecResult =
  | {
      readonly kind: 'image';
      readonly width: number;
      readonly height: number;
      readonly rgba: Uint8Array | Uint8ClampedArray;
      /** The codec's printed warnings. */
      readonly messages: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly isOutOfMemory: boolean;
      /** The codec's last message; null if there was none. */
      readonly reason: string | null;
      readonly messages: readonly string[];
    };

/** An instance of a codec's module, with a memory of its own. */
export interface CodecInstance {
  /**
   * Never throws. After a refusal the state of the instance is unknown, and it must not be used again.
   */
  decode(bytes: Uint8Array<ArrayBuffer>): CodecResult;
  memoryBytes(): number;
}

/** Decodes one file, or the part of it that the codec knows. */
export type DecodeByCodec = (
  bytes: Uint8Array<ArrayBuffer>,
) => Promise<{ readonly result: CodecResult; readonly decodeMs: number }>;

/** WebAssembly memory never shrinks: an instance that has grown past this is dropped. */
const MAX_IDLE_BYTES = 256 * 2 ** 20;

/**
 * A codec that loads its module with the first file; after a failure it tries again with the next. The
 * returned function rejects if `load` does.
 */
export function createCodec(
  name: CodecName,
  start: (module: WebAssembly.Module) => Promise<CodecInstance>,
  load: LoadCodec,
): DecodeByCodec {
  let loaded: Promise<WebAssembly.Module> | null = null;
  return reuseCodec(async () => {
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
 * Reuses one instance of a codec from file to file, and starts another one if that is spent. The
 * returned function rejects only if no instance can be started.
 */
export function reuseCodec(start: () => Promise<CodecInstance>): DecodeByCodec {
  let current: Promise<CodecInstance> | null = null;

  return async (bytes) => {
    for (;;) {
      current ??= start();
      const awaited = current;
      let instance: CodecInstance;
      try {
        instance = await awaited;
      } catch (error) {
        if (current === awaited) current = null;
        throw error;
      }
      if (current !== awaited) continue; // another file has spent it in the meantime
      const startedAt = performance.now();
      const result = instance.decode(bytes);
      const isSpent = result.kind === 'refused' || instance.memoryBytes() > MAX_IDLE_BYTES;
      if (isSpent) current = null;
      return { result, decodeMs: performance.now() - startedAt };
    }
  };
}
