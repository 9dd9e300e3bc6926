import { expect, type Page } from '@playwright/test';
import { DEFAULT_RECIPE } from '../src/core/recipe/recipe.ts';
import { failedOutcome, type SlotOutcome } from '../src/core/verdict.ts';
import { ROW_BYTES, ROW_SIDE, startSink, type SinkClient } from './sink-client.ts';

export const SLOTS = 12;
export const SUMS = { wallMs: 1, readMs: 2, decodeMs: 3, resampleMs: 4, writeMs: 5 };
export const PAUSE = { status: 'paused', userAgent: 'tested' };
export const DISK = { kind: 'disk' };
export const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

export function headOf(id: string, slots = SLOTS): unknown {
  const recipe = { ...DEFAULT_RECIPE, width: ROW_SIDE, height: ROW_SIDE };
  const parameters = { recipe, workers: 2, failed: 'drop', hidden: 'in' };
  return { format: 1, id, name: 'plants', startedMs: 1, parameters, slots, listMs: 3 };
}

export const ok = (slot: number): SlotOutcome => ({
  slot,
  verdict: 'ok',
  format: 'png',
  width: 100,
  height: 100,
  decoder: 'pixelpool-png',
  approximate: false,
});
export const corrupt = (slot: number): SlotOutcome =>
  failedOutcome(slot, { code: 'corrupt', detail: 'It does not decode.' });

export async function begin(sink: SinkClient, id: string, slots = SLOTS): Promise<void> {
  const layout = { slots, rowBytes: ROW_BYTES };
  expect(await sink.call('open', layout, headOf(id, slots))).toEqual(DISK);
  const paths = range(0, slots).map((slot) => `${slot}.png`);
  const part = { firstSlot: 0, paths, stats: paths.map(() => null), failures: [] };
  expect(await sink.call('addPlan', part)).toBeNull();
  const summary = { listed: slots, folders: 1, endings: [] };
  expect(await sink.call('endPlan', { ignored: [], unnamed: [], summary })).toBeNull();
}

export async function recordDispatch(
  sink: SinkClient,
  slots: readonly number[],
  isAlone = false,
): Promise<void> {
  const stats = slots.map(() => null);
  expect(await sink.call('recordDispatch', { slots, stats, isAlone })).toBeNull();
}

export const commit = (sink: SinkClient, outcomes: readonly SlotOutcome[]): Promise<unknown> =>
  sink.call('commit', { outcomes, sums: SUMS });

/** Dispatches, stores and commits rows filled with their values. */
export async function store(
  sink: SinkClient,
  slots: readonly number[],
  values: readonly number[] = slots.map((slot) => slot + 1),
): Promise<void> {
  await recordDispatch(sink, slots);
  expect(await sink.sendRows(slots, values)).toMatchObject({ id: 1, blocker: null });
  expect(await commit(sink, slots.map(ok))).toBeNull();
}

export async function partsOf(sink: SinkClient): Promise<readonly { readonly kind: string }[]> {
  const parts: { readonly kind: string }[] = [];
  for (;;) {
    const part = (await sink.call('nextPart')) as { readonly kind: string } | null;
    if (part === null) return parts;
    parts.push(part);
  }
}

/** Another page of the same browser, with a sink of its own. */
export async function anotherTab(page: Page, address: string): Promise<SinkClient> {
  const other = await page.context().newPage();
  await other.goto(address);
  return startSink(other);
}
