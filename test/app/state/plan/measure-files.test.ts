import { expect, test } from 'vitest';

import type { FileSource } from '../../../../src/app/platform/files/file-source.ts';
import { measureFiles, type Measured } from '../../../../src/app/state/plan/measure-files.ts';
import { createFileStats } from '../../../../src/core/plan/file-stats.ts';
import { planInSteps } from '../../../../src/core/plan/plan.ts';
import { runInSlices } from '../../../../src/run/run-in-slices.ts';

const FILES = Array.from({ length: 200 }, (_, i) => ({
  path: `${i}.png`,
  source: new File([], `${i}.png`) as FileSource,
}));

test('files are not asked while a run opens them, nor those whose size it found out', async () => {
  const plan = await runInSlices(planInSteps({ name: 'photos', files: FILES }, 'in'));
  const stats = createFileStats(FILES.length);
  const asked = new Set<FileSource>();
  let endRun: () => void = () => undefined;
  let run: Promise<void> | null = new Promise((resolve) => {
    endRun = resolve;
  });
  const seen: Measured[] = [];
  const statFile = async (source: FileSource) => {
    asked.add(source);
    return { bytes: 10, modifiedMs: 0 };
  };
  const measuring = measureFiles(
    plan,
    statFile,
    stats,
    () => run,
    (measured) => {
      seen.push(measured);
      return true;
    },
  );
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(asked.size).toBe(0);
  for (let slot = 0; slot < 150; slot += 1) stats.set(slot, { bytes: 1, modifiedMs: 0 });
  run = null;
  endRun();
  await measuring;
  expect(asked.size).toBe(50);
  expect(seen.at(-1)).toEqual({ bytes: 150 + 500, isDone: true });
});
