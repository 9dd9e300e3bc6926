import { describe, expect, test } from 'vitest';

import { saveArray } from '../../../src/worker/sink/save-array.ts';

const PIECES = [new Uint8Array([1, 2, 3]), new Uint8Array([4])];

interface Picked {
  readonly target: FileSystemFileHandle;
  readonly written: number[];
  readonly steps: string[];
}

/** A picked file whose stream takes bytes until `failure` is thrown by the step with this name. */
function picked(failsAt?: 'open' | 'write' | 'close', failure?: Error): Picked {
  const written: number[] = [];
  const steps: string[] = [];
  const step = async (name: 'open' | 'write' | 'close'): Promise<void> => {
    steps.push(name);
    if (name === failsAt) throw failure;
  };
  const stream = {
    async write(piece: Uint8Array) {
      await step('write');
      written.push(...piece);
    },
    close: () => step('close'),
    async abort() {
      steps.push('abort');
    },
  };
  const target = {
    async createWritable() {
      await step('open');
      return stream;
    },
  };
  return { target: target as unknown as FileSystemFileHandle, written, steps };
}

const nothing = async (): Promise<void> => undefined;

describe('an array that is saved to a picked file', () => {
  test('has its pieces in their order, and is closed after the check', async () => {
    const { target, written, steps } = picked();
    const told: number[] = [];
    const check = async (): Promise<void> => void steps.push('check');
    await saveArray(target, PIECES, (bytes) => told.push(bytes), check);
    expect(written).toEqual([1, 2, 3, 4]);
    expect(steps).toEqual(['open', 'write', 'write', 'check', 'close']);
    expect(told.at(-1)).toBe(4);
  });

  test.each([
    ['write', 'QuotaExceededError', 'There is no room for the array'],
    ['close', 'QuotaExceededError', 'There is no room for the array'],
    ['write', 'AbortError', 'the disk is full, or gone'],
    ['write', 'NotAllowedError', 'was not allowed to write'],
    ['close', 'NotFoundError', 'is gone'],
    ['write', 'InvalidStateError', 'could not be written: a reason'],
  ] as const)('is given up and said so when %s fails by %s', async (at, name, words) => {
    const { target, steps } = picked(at, new DOMException('a reason', name));
    await expect(saveArray(target, PIECES, () => undefined, nothing)).rejects.toThrow(words);
    expect(steps.at(-1)).toBe('abort');
  });

  test('is given up when its rows turn out to be gone', async () => {
    const { target, steps } = picked();
    const check = (): Promise<void> => Promise.reject(new Error('the rows are gone'));
    await expect(saveArray(target, PIECES, () => undefined, check)).rejects.toThrow(
      'rows are gone',
    );
    expect(steps).not.toContain('close');
    expect(steps.at(-1)).toBe('abort');
  });

  test('leaves nothing to give up where the file does not open', async () => {
    const { target, steps } = picked('open', new DOMException('no', 'NotAllowedError'));
    await expect(saveArray(target, PIECES, () => undefined, nothing)).rejects.toThrow('allow');
    expect(steps).toEqual(['open']);
  });
});
