import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { attachInSteps, type AttachedPlan } from '../../../src/core/plan/attach-sources.ts';
import type { RunPlan } from '../../../src/core/plan/plan.ts';
import {
  createPlanBuilder,
  planPart,
  planRemainder,
  SLOTS_PER_PART,
} from '../../../src/core/plan/stored-plan.ts';
import { planRun } from './plan-run.ts';
import { walk } from '../walk-steps.ts';

const BAD_NAME = { code: 'bad-name', detail: 'no Unicode' } as const;
const GONE = { code: 'vanished', detail: 'moved' } as const;

function planOf(paths: readonly string[]): RunPlan<string> {
  return planRun({ name: 'photos', files: paths.map((path) => ({ path, source: `now ${path}` })) });
}

function attach(stored: RunPlan<unknown>, present: RunPlan<string>): AttachedPlan<string> {
  return walk(attachInSteps(stored, present)).value;
}

/** A plan as it comes back from a store: in parts, through JSON, without its sources. */
function throughStore(plan: RunPlan<unknown>): RunPlan<never> {
  const builder = createPlanBuilder();
  for (let slot = 0; slot < plan.slots.length; slot += SLOTS_PER_PART) {
    const part = planPart(plan, slot, (of) => (of % 2 === 0 ? { bytes: of, modifiedMs: 5 } : null));
    builder.add(JSON.parse(JSON.stringify(part)));
  }
  return builder.finish(plan.name, JSON.parse(JSON.stringify(planRemainder(plan))));
}

test('T1 a plan can be read back from the store, without its files', () => {
  const plan = planRun<string>({
    name: 'photos',
    files: [
      { path: 'b/2.png', source: 'x' },
      { path: 'b/1.png', source: null, failure: GONE },
      { path: 'a.png', source: 'y' },
      { path: '.DS_Store', source: 'z' },
      { path: 'b/(unreadable name 1)', source: null, failure: BAD_NAME },
    ],
  });
  const withoutSources = {
    ...plan,
    slots: plan.slots.map((file) => ({ ...file, source: null })),
    ignored: plan.ignored.map((file) => ({ ...file, source: null })),
  };
  expect(throughStore(plan)).toEqual(withoutSources);
});

test('T1 a plan of several parts keeps every slot', () => {
  const paths = Array.from({ length: SLOTS_PER_PART + 3 }, (_, i) => String(i).padStart(5, '0'));
  expect(throughStore(planOf(paths)).slots.map(({ path }) => path)).toEqual(paths);
  const part = planPart(planOf(paths), SLOTS_PER_PART, () => null);
  expect([part.firstSlot, part.paths.length]).toEqual([SLOTS_PER_PART, 3]);
});

test('T2 files are found again by their paths, and keep their slots', () => {
  const stored = throughStore(planOf(['a', 'c', 'd', 'x/y']));
  const { plan, found, added } = attach(stored, planOf(['a', 'b', 'd', 'x/y', 'z']));
  expect(plan.slots.map(({ slot, path, source }) => [slot, path, source])).toEqual([
    [0, 'a', 'now a'],
    [1, 'c', null],
    [2, 'd', 'now d'],
    [3, 'x/y', 'now x/y'],
  ]);
  expect({ found, added }).toEqual({ found: 3, added: 2 });
  expect(plan.summary).toEqual(stored.summary);
});

test('T2 files of slots that a newer list ignores are found too', () => {
  const older = planOf(['a', 'x/1', 'z']);
  const paths = ['a', '@eaDir/1', 'z'];
  const slots = older.slots.map((file, slot) => ({ ...file, path: paths[slot] ?? '' }));
  const sorted = slots.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const { plan, found, added } = attach(
    throughStore({ ...older, slots: sorted }),
    planOf(['a', '@eaDir/1', '@eaDir/2', 'b', 'z']),
  );
  expect(plan.slots.map(({ path, source }) => [path, source])).toEqual([
    ['@eaDir/1', 'now @eaDir/1'],
    ['a', 'now a'],
    ['z', 'now z'],
  ]);
  expect({ found, added }).toEqual({ found: 3, added: 1 });
});

test('T2 files that were ignored are found again, so that they can be planned otherwise', () => {
  const files = ['.DS_Store', '.b/1.png', 'a.png', 'c/.d/2.png'].map((path) => {
    return { path, source: `now ${path}` };
  });
  const present = planRun({ name: 'photos', files: files.slice(0, 3) }, 'out');
  const stored = throughStore(planRun({ name: 'photos', files }, 'out'));
  const { plan } = attach(stored, present);
  expect(plan.ignored).toEqual([
    { path: '.DS_Store', source: 'now .DS_Store', reason: 'left-behind' },
    { path: '.b/1.png', source: 'now .b/1.png', reason: 'hidden-folder' },
    { path: 'c/.d/2.png', source: null, reason: 'hidden-folder' },
  ]);
});

test('T2 each slot has the file of its path or none, whichever files were removed or added', () => {
  const letters: readonly string[] = ['a', 'b', 'c', 'd', 'e', 'f', '\ud83d\ude00', '\uff61'];
  const names = fc.uniqueArray(fc.constantFrom(...letters));
  fc.assert(
    fc.property(names, names, (before, now) => {
      const { plan, found, added } = attach(throughStore(planOf(before)), planOf(now));
      expect(plan.slots.map(({ path, source }) => [path, source])).toEqual(
        planOf(before).slots.map(({ path }) => [path, now.includes(path) ? `now ${path}` : null]),
      );
      expect(found).toBe(before.filter((name) => now.includes(name)).length);
      expect(added).toBe(now.length - found);
    }),
  );
});
