// The part of the Streams API that inflating needs; every runtime of pixelpool has it.

interface InflatedPiece {
  readonly done: boolean;
  readonly value?: Uint8Array<ArrayBuffer>;
}

declare class DecompressionStream {
  constructor(format: 'deflate-raw');
  readonly writable: {
    getWriter(): {
      write(piece: Uint8Array): Promise<void>;
      close(): Promise<void>;
      abort(): Promise<void>;
    };
  };
  readonly readable: {
    getReader(): { read(): Promise<InflatedPiece>; cancel(): Promise<void> };
  };
}
