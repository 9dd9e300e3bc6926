import type { CodecInstance, CodecResult } from './codec.ts';

/** libwebp. */
export async function startWebp(module: WebAssembly.Module): Promise<CodecInstance> {
  const { default: factory } = await import('@jsquash/webp/codec/dec/webp_dec.js');
  return start(factory, module, (glue, bytes) => glue.decode(bytes));
}

async function start<Glue extends Jsquash.Glue>(
  factory: Jsquash.Factory<Glue>,
  module: WebAssembly.Module,
  decode: (glue: Glue, bytes: Uint8Array<ArrayBuffer>) => Jsquash.Image | null,
): Promise<CodecInstance> {
  let messages: string[] = [];
  const print = (line: string): void => {
    messages.push(line);
  };
  const glue = await factory({
    noInitialRun: true,
    print,
    printErr: print,
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(module, imports);
      receive(instance);
      return instance.exports;
    },
  });
  return {
    decode(bytes) {
      messages = [];
      try {
        const image = decode(glue, bytes);
        if (image === null) return refused(messages, null);
        const { width, height, data } = image;
        return { kind: 'image', width, height, rgba: data, messages };
      } catch (error) {
        return refused(messages, error);
      }
    },
    memoryBytes: () => glue.HEAPU8.byteLength,
  };
}

// libjpeg's own message, or "Aborted" from C++'s `new`; a RangeError is the browser's
const OUT_OF_MEMORY = /^(Insufficient memory|Aborted\()/;

// the thrown value may be an `exit`, which is no Error and says less than the last message
function refused(messages: readonly string[], thrown: unknown): CodecResult {
  const reason = messages.at(-1) ?? (thrown instanceof Error ? thrown.message : null);
  const isOutOfMemory = thrown instanceof RangeError || OUT_OF_MEMORY.test(reason ?? '');
  return { kind: 'refused', isOutOfMemory, reason, messages };
}
