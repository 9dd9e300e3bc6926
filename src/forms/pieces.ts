/** The bytes of a stream that a library returns. Cancels it if they are not read to their end. */
export async function* piecesOfStream(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const reader = stream.getReader();
  let isDone = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) {
        isDone = true;
        return;
      }
      yield ownBytes(value);
    }
  } finally {
    if (!isDone) await reader.cancel();
  }
}

function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = bytes;
  return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, length) : bytes.slice();
}

/** Small pieces as larger ones, of this many bytes; the last one may be smaller. */
export async function* joinPieces(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  bytes: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const joined = new Uint8Array(bytes);
  let filled = 0;
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length;) {
      const some = piece.subarray(from, from + bytes - filled);
      joined.set(some, filled);
      filled += some.length;
      from += some.length;
      if (filled < bytes) continue;
      yield joined;
      filled = 0;
    }
  }
  if (filled > 0) yield joined.subarray(0, filled);
}
