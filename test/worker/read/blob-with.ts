/** A Blob whose stream is another one. */
export class BlobWith extends Blob {
  readonly #source: UnderlyingByteSource;
  constructor(bytes: number, source: UnderlyingByteSource) {
    super([new Uint8Array(bytes)]);
    this.#source = source;
  }
  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream(this.#source);
  }
}
