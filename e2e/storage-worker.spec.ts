import {
  corrupt,
  commit,
  anotherTab,
  begin,
  DISK,
  recordDispatch,
  headOf,
  ok,
  partsOf,
  PAUSE,
  range,
  SLOTS,
  store,
  SUMS,
} from './sink-store.ts';
import { ROW_BYTES, startSink } from './sink-client.ts';
import { expect, test } from './test.ts';

test('J1 J4 another worker can open a run, with its rows, plan and outcomes', async ({ open }) => {
  const page = await open();
  const sink = await startSink(page);
  await begin(sink, 'run-a');
  await store(sink, [0, 1, 2, 3]);
  await recordDispatch(sink, [4, 5, 6]);
  await sink.sendRows([6, 4], [7, 5]);
  expect(await commit(sink, [ok(4), corrupt(5), ok(6)])).toBeNull();
  await recordDispatch(sink, [7, 8]);
  await page.reload(); // without a pause: 7 and 8 are still with a worker
  const again = await startSink(page);
  const listed = await again.call('listRuns');
  expect(listed).toMatchObject([{ done: 7, failed: 1, status: 'cut-off', isLocked: false }]);
  expect(await again.call('openRun', 'run-a', false)).toEqual({
    kind: 'opened',
    run: {
      head: headOf('run-a'),
      sums: SUMS,
      status: 'cut-off',
      userAgent: null,
      suspects: [7, 8],
    },
  });
  const parts = await partsOf(again);
  expect(parts.map(({ kind }) => kind)).toEqual(['plan', 'remainder', 'outcomes']);
  expect(parts[2]).toEqual({
    kind: 'outcomes',
    outcomes: [...range(0, 5).map(ok), corrupt(5), ok(6)],
  });
  await store(again, [7, 8, 9, 10, 11]);
  const request = { slots: range(0, SLOTS), blank: [5] };
  const rows = [1, 2, 3, 4, 5, 0, 7, 8, 9, 10, 11, 12];
  await again.exportAs('all', request);
  expect(await again.rowsOf('all')).toEqual(rows);
  expect(await again.call('recordPause', { ...PAUSE, status: 'finished' })).toBeNull();
  const saved = await again.saveTo('array.npy', request);
  expect(saved.rows).toEqual(rows);
  expect(saved.progress.at(-1)).toBe(128 + SLOTS * ROW_BYTES);
  const finished = await again.call('listRuns');
  expect(finished).toMatchObject([{ done: 12, failed: 1, status: 'finished' }]);
  expect(await again.call('deleteRun', 'run-a')).toBe(true);
  expect(await again.call('listRuns')).toEqual([]);
});

test('J4 an exported array stays readable when more rows are written', async ({ open }) => {
  const page = await open();
  const sink = await startSink(page);
  await begin(sink, 'run-b');
  await store(sink, range(0, 6));
  await sink.exportAs('early', { slots: range(0, 6), blank: [] });
  await store(sink, [7, 3, 11], [77, 33, 111]);
  expect(await sink.call('tryRoom')).toBeNull();
  await sink.exportAs('late', { slots: [0, 1, 2, 3, 7, 11], blank: [] });
  await store(sink, [8, 7], [88, 78]);
  await sink.exportAs('last', { slots: [0, 3, 7, 8, 11], blank: [] });
  expect(await sink.rowsOf('early')).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await sink.rowsOf('late')).toEqual([1, 2, 3, 33, 77, 111]);
  expect(await sink.rowsOf('last')).toEqual([1, 33, 78, 88, 111]);
  await sink.call('close');
  await sink.terminate();
  expect(await sink.rowsOf('early')).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await sink.rowsOf('last')).toEqual([1, 33, 78, 88, 111]);
  await page.reload();
  const again = await startSink(page);
  expect(await again.call('openRun', 'run-b', true)).toMatchObject({
    kind: 'opened',
    run: { suspects: [] },
  });
  await store(again, [10], [101]);
  await again.exportAs('again', { slots: [0, 3, 7, 8, 10, 11], blank: [] });
  expect(await again.rowsOf('again')).toEqual([1, 33, 78, 88, 101, 111]);
});

test('J9 a second tab sees a run that is locked by another tab, and leaves it alone', async ({
  open,
  served,
}) => {
  const page = await open();
  const sink = await startSink(page);
  await begin(sink, 'run-c');
  await store(sink, [0, 1]);
  const other = await anotherTab(page, served.address);
  expect(await other.call('listRuns')).toMatchObject([{ done: 2, isLocked: true }]);
  expect(await sink.call('listRuns')).toMatchObject([{ done: 2, isLocked: false }]);
  expect(await other.call('openRun', 'run-c', false)).toEqual({ kind: 'locked' });
  expect(await other.call('deleteRun', 'run-c')).toBe(false);
  await store(sink, [2]);
  await sink.call('close');
  expect(await other.call('openRun', 'run-c', true)).toMatchObject({ kind: 'opened' });
  expect(await sink.call('listRuns')).toMatchObject([{ done: 3, isLocked: true }]);
});

test('J9 of two runs opened at the same time only the second stays open', async ({
  open,
  served,
}) => {
  const page = await open();
  const sink = await startSink(page);
  await begin(sink, 'run-k');
  await begin(sink, 'run-l');
  await sink.call('close');
  const [first, second] = await Promise.all([
    sink.call('openRun', 'run-k', true),
    sink.call('openRun', 'run-l', true),
  ]);
  expect([first, second]).toMatchObject([{ kind: 'opened' }, { kind: 'opened' }]);
  const other = await anotherTab(page, served.address);
  expect(await other.call('openRun', 'run-k', true)).toMatchObject({ kind: 'opened' });
  expect(await other.call('openRun', 'run-l', true)).toEqual({ kind: 'locked' });
});

test('J1 a run whose plan was never ended is not listed, and is deleted', async ({
  open,
  served,
}) => {
  const page = await open();
  const sink = await startSink(page);
  const layout = { slots: SLOTS, rowBytes: ROW_BYTES };
  expect(await sink.call('open', layout, headOf('run-d'))).toEqual(DISK);
  const other = await anotherTab(page, served.address);
  const folders = (): Promise<readonly string[]> =>
    page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const runs = await root.getDirectoryHandle('pixelpool-runs');
      const names: string[] = [];
      for await (const name of runs.keys()) names.push(name);
      return names;
    });
  expect(await other.call('listRuns')).toEqual([]);
  expect(await folders()).toEqual(['run-d']); // it is being begun
  await sink.call('close');
  expect(await other.call('listRuns')).toEqual([]);
  expect(await folders()).toEqual([]);
});

test('J3 a file that was in flight alone when the tab crashed again fails by name', async ({
  open,
}) => {
  const page = await open();
  let sink = await startSink(page);
  await begin(sink, 'run-f');
  await recordDispatch(sink, [4, 5]);
  await sink.terminate();
  sink = await startSink(page);
  const first = await sink.call('openRun', 'run-f', false);
  expect(first).toMatchObject({ kind: 'opened', run: { suspects: [4, 5] } });
  await recordDispatch(sink, [4], true);
  await page.reload();
  sink = await startSink(page);
  const second = await sink.call('openRun', 'run-f', false);
  expect(second).toMatchObject({ kind: 'opened', run: { suspects: [5] } });
  const parts = await partsOf(sink);
  expect(parts.at(-1)).toMatchObject({
    kind: 'outcomes',
    outcomes: [{ slot: 4, verdict: 'failed', code: 'worker-died' }],
  });
});
