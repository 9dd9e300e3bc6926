import { createMutex } from '../../core/mutex.ts';
import type { ReadAnswer, ReadRequest } from '../../pool/wire/read.ts';
import { readStream } from './read-stream.ts';

/** Blobs that are read at a time. Of sixteen small ones, Chromium 156 was seen to forget some. */
const CONCURRENT_STREAMS = 4;

export type SendAnswer = (answer: ReadAnswer, transferred: readonly ArrayBuffer[]) => void;

/**
 * Answers requests to read Blobs, some at a time. If a stream stalls, no other is begun: everything else is
 * answered with `unable`.
 */
export function createReadAnswers(send: SendAnswer): (request: ReadRequest<Blob>) => Promise<void> {
  const lanes = Array.from({ length: CONCURRENT_STREAMS }, createMutex);
  let requests = 0;
  let isReliable = true;

  async function answer({ id, bytes, buffer }: ReadRequest<Blob>): Promise<void> {
    const onProgress = (): void => send({ id, kind: 'progress' }, []);
    try {
      const filled = isReliable ? await readStream(bytes, buffer, onProgress) : null;
      isReliable &&= filled !== null;
      if (filled === null) send({ id, kind: 'unable' }, []);
      else send({ id, kind: 'read', buffer: filled }, [filled]);
    } catch (error) {
      const errorName = error instanceof DOMException ? error.name : '';
      send({ id, kind: 'refused', errorName }, []);
    }
  }

  return (request) => {
    requests += 1;
    const lane = lanes.find(({ isLocked }) => !isLocked) ?? lanes[requests % lanes.length];
    return lane === undefined ? answer(request) : lane.runExclusive(() => answer(request));
  };
}
