import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { ReadAnswer } from '../../../src/pool/wire/read.ts';
import { createReadAnswers } from '../../../src/worker/read/answer-reads.ts';
import { BlobWith } from './blob-with.ts';

function setUp() {
  const answers: ReadAnswer[] = [];
  const answer = createReadAnswers((message) => void answers.push(message));
  const read = (id: number, bytes: Blob) => answer({ id, bytes, buffer: new ArrayBuffer(1024) });
  return { read, answers: () => answers.filter(({ kind }) => kind !== 'progress') };
}

test('answers with the bytes, and with the error of a file that cannot be read', async () => {
  const { read, answers } = setUp();
  const gone = new DOMException('refused by a test', 'NotFoundError');
  await read(7, new Blob(['seven']));
  await read(8, new BlobWith(4, { type: 'bytes', pull: (stream) => stream.error(gone) }));
  await read(9, new Blob(['nine']));
  const [seven, eight, nine] = answers();
  expect(seven).toMatchObject({ id: 7, kind: 'read' });
  const text = seven?.kind === 'read' ? new TextDecoder().decode(seven.buffer.slice(0, 5)) : null;
  expect(text).toBe('seven');
  expect(eight).toEqual({ id: 8, kind: 'refused', errorName: 'NotFoundError' });
  expect(nine).toMatchObject({ id: 9, kind: 'read' });
});

test('four Blobs are read at a time', async () => {
  const { read, answers } = setUp();
  let open = 0;
  let most = 0;
  const blob = (): Blob =>
    new BlobWith(4, {
      type: 'bytes',
      async pull(controller) {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setTimeout(resolve, 1));
        open -= 1;
        controller.enqueue(new Uint8Array(4));
      },
    });
  await Promise.all(Array.from({ length: 20 }, (_, id) => read(id, blob())));
  expect(most).toBe(4);
  expect(answers()).toHaveLength(20);
});

describe('after a stream that stalled', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('Q17 no other is begun', async () => {
    const { read, answers } = setUp();
    const stalled = read(
      0,
      new BlobWith(4, { type: 'bytes', pull: () => new Promise(() => undefined) }),
    );
    await vi.advanceTimersByTimeAsync(3000);
    await stalled;
    await read(1, new Blob(['whole']));
    expect(answers()).toEqual([
      { id: 0, kind: 'unable' },
      { id: 1, kind: 'unable' },
    ]);
  });
});
