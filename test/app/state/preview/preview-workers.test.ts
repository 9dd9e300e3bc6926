import { describe, expect, it } from 'vitest';

import { createPreviewWorkers } from '../../../../src/app/state/preview/preview-workers.ts';
import type { FileSource } from '../../../../src/app/platform/files/file-source.ts';
import type { DecodeWorker } from '../../../../src/pool/decode-worker.ts';
import { DEFAULT_RECIPE } from '../../../../src/core/recipe/recipe.ts';
import { imageDeadlineMs } from '../../../../src/pool/decode-deadlines.ts';
import type { PreviewRequest } from '../../../../src/pool/wire/preview.ts';
import { onlyExpect } from '../../../pool/expected-calls.ts';
import { createWorkerPool } from '../../../../src/pool/worker-pool.ts';

/** A pool of workers that are asked nothing but to answer, to die, or to be silent. */
function setUp() {
  const counts = { spawned: 0, terminated: 0, forgotten: 0 };
  const spawn = () => {
    counts.spawned += 1;
    const calls = onlyExpect<DecodeWorker<FileSource>>({
      survey: async () => [],
      preview: () => new Promise(() => {}),
      clearPixels: async () => void (counts.forgotten += 1),
      aboutBrowser: () => Promise.reject(new Error('killed by a test')),
    });
    const terminate = () => void (counts.terminated += 1);
    return { calls, onDeath: () => undefined, terminate };
  };
  const pool = createWorkerPool(spawn, imageDeadlineMs);
  return { counts, pool, workers: createPreviewWorkers(pool) };
}

const REQUEST: PreviewRequest<FileSource> = {
  id: 1,
  bytes: new File([], 'a'),
  recipe: DEFAULT_RECIPE,
  pixels: 1,
  wantsSource: false,
};

const answer = {
  isHeavy: false,
  call: (worker: DecodeWorker<FileSource>) => worker.survey([]),
};
const die = {
  ...answer,
  call: (worker: DecodeWorker<FileSource>) => worker.aboutBrowser().then(() => []),
};
const hang = {
  ...answer,
  call: (worker: DecodeWorker<FileSource>) => worker.preview(REQUEST).then(() => []),
};

describe('createPreviewWorkers', () => {
  it('A7 an index keeps its worker, and gets a new one if that died', async () => {
    const { counts, workers } = setUp();
    expect(await workers.ask(0, answer)).toEqual({ kind: 'answered', answer: [] });
    await workers.ask(0, answer);
    await workers.ask(1, answer);
    expect(counts.spawned).toBe(2);
    const death = await workers.ask(0, die);
    expect(death).toEqual({ kind: 'died', detail: 'The worker failed: killed by a test' });
    expect((await workers.ask(0, answer)).kind).toBe('answered');
    expect(counts).toEqual({ spawned: 3, terminated: 1, forgotten: 0 });
  });

  it('A7 after some deaths in a row it gives up, until it is released', async () => {
    const { counts, workers } = setUp();
    for (let i = 0; i < 4; i++) expect((await workers.ask(0, die)).kind).toBe('died');
    const last = await workers.ask(0, answer);
    expect(last).toEqual({ kind: 'given-up', detail: 'The worker failed: killed by a test' });
    expect(counts.spawned).toBe(4);
    workers.release();
    expect((await workers.ask(0, answer)).kind).toBe('answered');
  });

  it('A7 released workers are there for a run, and have let go of their pixels', async () => {
    const { counts, pool, workers } = setUp();
    await Promise.all([workers.ask(0, answer), workers.ask(1, answer)]);
    void workers.ask(1, hang); // something light, which a run need not wait for
    workers.release();
    expect(counts.forgotten).toBe(2);
    const lent = [pool.lend(), pool.lend()];
    expect(lent.map(({ isDead }) => isDead)).toEqual([false, false]);
    expect(counts).toEqual({ spawned: 2, terminated: 0, forgotten: 2 });
  });

  it('A7 a worker that is at something heavy is ended, so that no run waits for it', async () => {
    const { counts, pool, workers } = setUp();
    const asked = workers.ask(0, { ...hang, isHeavy: true });
    workers.release();
    expect(await asked).toEqual({ kind: 'released', detail: 'Something else has begun.' });
    expect(counts.terminated).toBe(1);
    expect(pool.lend().isDead).toBe(false);
    expect(counts.spawned).toBe(2);
  });
});
