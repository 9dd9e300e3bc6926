/** The end of inflating: the stream's own end, an error in it, or no more was wanted. */
export type InflateEnd = 'ended' | 'broken' | 'enough';

/** Deflate makes at most 1,032 bytes of one: what is inflated at a time stays below 17 MB. */
const PIECE_BYTES = 2 ** 14;

/**
 * Inflates a raw stream of Deflate (RFC 1951) piece by piece. `take` gets each piece of the result and
 * returns whether more is wanted: whoever does not trust the archive's sizes counts there.
 */
export async function inflate(
  packed: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  take: (piece: Uint8Array) => boolean,
): Promise<InflateEnd> {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  let readError: unknown = null;

  async function feed(): Promise<void> {
    try {
      for await (const bytes of packed) {
        for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
          await writer.write(bytes.subarray(at, at + PIECE_BYTES));
        }
      }
    } catch (error) {
      readError = error;
      return writer.abort();
    }
    return writer.close();
  }

  const feeding = feed().catch(() => undefined); // the reader gets the same error
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) return 'ended';
      if (take(value)) continue;
      void reader.cancel().catch(() => undefined);
      return 'enough';
    }
  } catch {
    await feeding;
    if (readError !== null && !isOfStream(readError)) throw readError;
    return 'broken';
  }
}

/** Whether an error is that of a broken stream, which runtimes report as TypeError (Node: with a code). */
function isOfStream(error: unknown): boolean {
  return (
    error instanceof TypeError || (error instanceof Error && 'code' in error && 'errno' in error)
  );
}
