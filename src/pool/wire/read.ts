// The contract between a decode worker and its reading worker.

/** A Blob (in a browser), and memory for its bytes, which is transferred there and back. */
export interface ReadRequest<Bytes> {
  readonly id: number;
  readonly bytes: Bytes;
  readonly buffer: ArrayBuffer;
}

/**
 * - `progress`: some bytes have come.
 * - `read`: all bytes are at the front of the buffer.
 * - `refused`: the browser does not read it, with the name of its DOMException.
 * - `unable`: it has to be read in another way.
 */
export type ReadAnswer =
  | { readonly id: number; readonly kind: 'progress' }
  | { readonly id: number; readonly kind: 'unable' }
  | { readonly id: number; readonly kind: 'read'; readonly buffer: ArrayBuffer }
  | { readonly id: number; readonly kind: 'refused'; readonly errorName: string };
