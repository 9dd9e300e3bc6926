import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { createFileOpener } from '../../../../src/app/platform/files/file-opener.ts';
import type { OpenWorker } from '../../../../src/app/platform/files/folder-worker.ts';
import { nextTask } from '../../../../src/run/run-in-slices.ts';
import type { FoundNames } from '../../../../src/core/plan/read-folder.ts';
import type { WorkerThread } from '../../../../src/pool/supervise-calls.ts';
import type { FileStat } from '../../../../src/core/plan/file-stat.ts';
import type { OpenedBundle } from '../../../../src/pool/wire/open.ts';
import { onlyExpect } from '../../../pool/expected-calls.ts';

const ROOT = {} as FileSystemDirectoryHandle;
const GROUPS = [Array.from({ length: 16 }, (_, i) => `${i}.jpg`)];
const BUNDLES: readonly OpenedBundle<Blob>[] = [{ bytes: new Blob(), stats: [] }];

class FakeWorker implements WorkerThread<OpenWorker> {
  readonly calls = onlyExpect<OpenWorker>(this);
  readonly roots: FileSystemDirectoryHandle[] = [];
  readonly answers: (() => void)[] = [];
  readonly asked: (readonly string[])[] = [];
  isTerminated = false;
  die: (reason?: string) => void = () => {};
  late: () => void = () => {};

  async begin(root: FileSystemDirectoryHandle): Promise<void> {
    this.roots.push(root);
  }
  open(): Promise<readonly OpenedBundle<Blob>[]> {
    return new Promise((resolve) => {
      this.answers.push(() => resolve(BUNDLES));
    });
  }
  async stat(paths: readonly string[]): Promise<readonly (FileStat | null)[]> {
    this.asked.push(paths);
    return paths.map((path) => (path === 'gone' ? null : { bytes: path.length, modifiedMs: 1 }));
  }
  async list(path: string, onFound: (names: FoundNames) => void): Promise<boolean> {
    onFound({ files: [`${path}/a`, 'b'], folders: ['c'], unnamed: 1 });
    this.late = () => onFound({ files: ['late'], folders: [], unnamed: 0 });
    if (path === 'dies') return new Promise(() => this.die());
    return path !== 'closed';
  }
  onDeath(listener: (reason: string) => void): void {
    this.die = (reason = 'It died.') => listener(reason);
  }
  terminate(): void {
    expect(this.isTerminated).toBe(false);
    this.isTerminated = true;
  }
  /** Answers what was asked and has come to it. */
  async answer(): Promise<void> {
    await vi.advanceTimersByTimeAsync(0);
    for (const each of this.answers.splice(0)) each();
    await vi.advanceTimersByTimeAsync(0);
  }
}

function setUp() {
  const workers: FakeWorker[] = [];
  const { open, stat, list } = createFileOpener(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  return { workers, open, stat, list };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a file opener', () => {
  test('gives what its worker gives, and asks one worker while it works', async () => {
    const { workers, open } = setUp();
    const asked = [open(ROOT, GROUPS), open(ROOT, GROUPS)];
    await workers[0]?.answer();
    expect(await Promise.all(asked)).toEqual([BUNDLES, BUNDLES]);
    expect(workers).toHaveLength(1);
    expect(workers[0]?.roots).toEqual([ROOT]);
  });

  test('Q18 takes another worker after 8,192 files, and ends the first with its last answer', async () => {
    const { workers, open } = setUp();
    for (let files = 0; files < 8192; files += 16) void open(ROOT, GROUPS);
    expect(workers).toHaveLength(1);
    const asked = open(ROOT, GROUPS);
    expect(workers).toHaveLength(2);
    expect(workers[0]?.isTerminated).toBe(false);
    await workers[0]?.answer();
    expect(workers[0]?.isTerminated).toBe(true);
    await workers[1]?.answer();
    expect(await asked).toBe(BUNDLES);
    expect(workers[1]?.isTerminated).toBe(false);
  });

  test('has a worker for each folder, and neither gets in the way of the other', async () => {
    const { workers, open } = setUp();
    const other = {} as FileSystemDirectoryHandle;
    const asked = [
      open(ROOT, GROUPS),
      open(other, GROUPS),
      open(ROOT, GROUPS),
      open(other, GROUPS),
    ];
    expect(workers.map(({ roots }) => roots)).toEqual([[ROOT], [other]]);
    for (const worker of workers) await worker.answer();
    expect(await Promise.all(asked)).toEqual([BUNDLES, BUNDLES, BUNDLES, BUNDLES]);
    await vi.advanceTimersByTimeAsync(3000);
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, true]);
  });

  test('Q18 ends a worker that has nothing to do', async () => {
    const { workers, open } = setUp();
    void open(ROOT, GROUPS);
    await workers[0]?.answer();
    await vi.advanceTimersByTimeAsync(1000);
    const asked = open(ROOT, GROUPS);
    await vi.advanceTimersByTimeAsync(3000);
    expect(workers[0]?.isTerminated).toBe(false); // it is at work
    await workers[0]?.answer();
    expect(await asked).toBe(BUNDLES);
    await vi.advanceTimersByTimeAsync(3000);
    expect(workers[0]?.isTerminated).toBe(true);
    void open(ROOT, GROUPS);
    expect(workers).toHaveLength(2);
  });

  test('Q3 gives null for a worker that dies, and takes another', async () => {
    const { workers, open } = setUp();
    const asked = [open(ROOT, GROUPS), open(ROOT, GROUPS)];
    workers[0]?.die();
    expect(await Promise.all(asked)).toEqual([null, null]);
    expect(workers[0]?.isTerminated).toBe(true);
    const next = open(ROOT, GROUPS);
    await workers[1]?.answer();
    expect(await next).toBe(BUNDLES);
  });

  test('Q3 gives null for a worker that is silent', async () => {
    const { workers, open } = setUp();
    const asked = open(ROOT, GROUPS);
    await vi.advanceTimersByTimeAsync(6000);
    expect(await asked).toBeNull();
    expect(workers[0]?.isTerminated).toBe(true);
  });

  test('Q5 gives null where the browser refuses to start a worker', async () => {
    let tries = 0;
    const { open, stat } = createFileOpener(() => {
      tries += 1;
      throw new DOMException('forbidden', 'SecurityError');
    });
    expect(await open(ROOT, GROUPS)).toBeNull();
    expect(await stat(ROOT, 'a')).toBeNull();
    expect(await open(ROOT, GROUPS)).toBeNull();
    expect(tries).toBe(2);
  });

  test('Q5 starts no more workers when two in a row have failed', async () => {
    const { workers, open } = setUp();
    for (let i = 0; i < 2; i++) {
      const asked = open(ROOT, GROUPS);
      workers[i]?.die();
      expect(await asked).toBeNull();
    }
    expect(await open(ROOT, GROUPS)).toBeNull();
    expect(workers).toHaveLength(2);
  });

  test('Q3 a worker that has done something and dies is not the second in a row', async () => {
    const { workers, open } = setUp();
    for (let i = 0; i < 5; i++) {
      const done = open(ROOT, GROUPS);
      await workers[i]?.answer();
      expect(await done).toBe(BUNDLES);
      const lost = open(ROOT, GROUPS);
      workers[i]?.die();
      expect(await lost).toBeNull();
    }
    expect(workers).toHaveLength(5);
  });

  test('Q5 tries again for a folder that is new', async () => {
    const { workers, open } = setUp();
    for (let i = 0; i < 2; i++) {
      const asked = open(ROOT, GROUPS);
      workers[i]?.die();
      await asked;
    }
    const next = open({} as FileSystemDirectoryHandle, GROUPS);
    await workers[2]?.answer();
    expect(await next).toBe(BUNDLES);
  });

  test('Q3 a worker that answers others is not silent', async () => {
    const { workers, open } = setUp();
    const first = open(ROOT, GROUPS);
    await vi.advanceTimersByTimeAsync(0);
    const [worker] = workers;
    const late = worker?.answers.splice(0)[0];
    for (let i = 0; i < 5; i++) {
      void open(ROOT, GROUPS);
      await vi.advanceTimersByTimeAsync(3000);
      await worker?.answer();
    }
    expect(worker?.isTerminated).toBe(false);
    late?.();
    expect(await first).toBe(BUNDLES);
  });

  test('asks for the stats of one turn together, each folder for itself', async () => {
    const { workers, stat } = setUp();
    const other = {} as FileSystemDirectoryHandle;
    const asked = [stat(ROOT, 'one'), stat(other, 'ef'), stat(ROOT, 'gone'), stat(ROOT, 'three')];
    expect(await Promise.all(asked)).toEqual([
      { bytes: 3, modifiedMs: 1 },
      { bytes: 2, modifiedMs: 1 },
      null,
      { bytes: 5, modifiedMs: 1 },
    ]);
    expect(await stat(ROOT, 'later')).toEqual({ bytes: 5, modifiedMs: 1 });
    expect(workers[0]?.asked).toEqual([['one', 'gone', 'three'], ['later']]);
    expect(workers[1]?.asked).toEqual([['ef']]);
  });

  test('asks together what is asked by many who each wait for a task of their own', async () => {
    const { workers, stat } = setUp();
    const lanes = Array.from({ length: 10 }, async (_, i) => {
      for (let turn = 0; turn < 3; turn++) {
        await stat(ROOT, `${i}`);
        await nextTask();
      }
    });
    await Promise.all(lanes);
    expect(workers[0]?.asked.map(({ length }) => length)).toEqual([10, 10, 10]);
  });

  test('tells what a folder holds, and whether that is all', async () => {
    const { list } = setUp();
    const found: FoundNames[] = [];
    const take = (names: FoundNames): void => void found.push(names);
    expect(await list(ROOT, 'cats', take)).toBe(true);
    expect(await list(ROOT, 'closed', take)).toBe(false);
    expect(found.map(({ files }) => files[0])).toEqual(['cats/a', 'closed/a']);
  });

  test('Q3 gives up a folder that its worker dies over, and hears no more of it', async () => {
    const { workers, list } = setUp();
    const found: FoundNames[] = [];
    expect(await list(ROOT, 'dies', (names) => found.push(names))).toBe(false);
    expect(workers[0]?.isTerminated).toBe(true);
    workers[0]?.late();
    expect(found).toHaveLength(1);
  });

  test('Q18 counts the names that it read among the files of a worker', async () => {
    const { workers, list, open } = setUp();
    for (let files = 0; files < 8192; files += 3) await list(ROOT, 'cats', () => undefined);
    expect(workers).toHaveLength(1);
    void open(ROOT, GROUPS);
    expect(workers).toHaveLength(2);
    expect(workers[0]?.isTerminated).toBe(true);
  });
});
