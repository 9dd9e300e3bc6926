// Globals that every runtime of pixelpool (page, worker, Node) has, but `lib: ES2023` does not
// declare. Written by hand: if portable code needs another global, add it here, in plain sight.

interface MessagePort {
  onmessage: (() => void) | null;
  postMessage(message: null): void;
  close(): void;
}

declare class MessageChannel {
  readonly port1: MessagePort;
  readonly port2: MessagePort;
}

interface AbortSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(): void;
}

declare class Blob {
  readonly size: number;
  constructor(parts: readonly (string | Blob)[], options?: { readonly type?: string });
}

declare function setTimeout(callback: () => void, delayMs: number): number;
declare function clearTimeout(timer: number): void;
declare function setInterval(callback: () => void, delayMs: number): number;
declare function clearInterval(timer: number): void;

declare const performance: { now(): number };

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

/** What libraries return; the readers of some browsers are no iterators. */
interface ReadableStream<T> {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: T }>;
    cancel(): Promise<void>;
  };
}
