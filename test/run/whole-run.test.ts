import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { npyHeader } from '../../src/core/output/npy.ts';
import type { FileStat } from '../../src/core/plan/file-stat.ts';
import { createFileStats } from '../../src/core/plan/file-stats.ts';
import { planInSteps } from '../../src/core/plan/plan.ts';
import type { RunParameters } from '../../src/core/recipe/recipe-parameters.ts';
import { createPortableDecoders } from '../../src/decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { createWorkerPool } from '../../src/pool/worker-pool.ts';
import { createRunController, type RunController } from '../../src/run/run-controller.ts';
import type { FolderListing, RunEnvironment, RunView } from '../../src/run/run-environment.ts';
import { runInSlices } from '../../src/run/run-in-slices.ts';
import { resultOf, type RunState } from '../../src/run/run-state.ts';
import { loadCodec } from '../decoders/load-codec.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';
import { readGoldenCases } from '../kernel/pillow-goldens.ts';
import { createNodeSinks, type NodeSink } from './node-sink.ts';
import { createNodeWorker } from './node-worker.ts';

/** The folder of the run: files of every format, whose rows Pillow made with one recipe. */
const FILES = fileURLToPath(new URL('../fixtures/pillow/files', import.meta.url));
const GOLDENS = readGoldenCases()
  .filter(({ group }) => group === 'every_file')
  .toSorted((a, b) => (a.file < b.file ? -1 : 1));
const recipe = GOLDENS[0]?.recipe ?? expect.fail();
const PARAMETERS: RunParameters = { recipe, workers: 2, failed: 'drop', hidden: 'in' };

/** Pillow's rows below a header: what the whole run has to come to. */
function goldenArray(): Uint8Array {
  const rows = GOLDENS.map(({ row }) => row ?? expect.fail());
  const header = npyHeader([rows.length, recipe.height, recipe.width, 3]);
  return new Uint8Array(Buffer.concat([header, ...rows]));
}

function listFiles(): FolderListing<string, string> {
  const names = readdirSync(FILES).filter((name) => GOLDENS.some(({ file }) => file === name));
  const files = names.map((path) => ({ path, source: join(FILES, path) }));
  return { name: 'files', files, via: 'drop', root: Promise.resolve(FILES) };
}

function statOf(path: string): FileStat {
  const { size, mtimeMs } = statSync(path);
  return { bytes: size, modifiedMs: mtimeMs };
}

const kernel = loadKernelModule();
const makers = {
  decoders: createPortableDecoders(kernel, loadCodec),
  kernels: createKernelKeeper(kernel),
};

interface Page {
  readonly controller: RunController<string, string, NodeSink>;
  state(): RunState;
  /** Resolves with the first state of this kind. */
  reached(kind: RunState['kind']): Promise<RunState>;
}

/** What a page is to a run, in Node; several of them may have one disk, one after the other. */
async function openPage(
  disk: string,
  onImage: (path: string) => Promise<void> | void = () => undefined,
): Promise<Page> {
  const listing = listFiles();
  const plan = await runInSlices(planInSteps(listing, 'in'));
  const planned = { ...listing, plan, stats: createFileStats(plan.slots.length), listMs: 0 };
  let view: Partial<RunView> = {};
  let onState: () => void = () => undefined;
  const nothing = async (): Promise<void> => undefined;
  const environment: RunEnvironment<string, string, NodeSink> = {
    userAgent: 'Node',
    version: '0',
    show(changed) {
      view = { ...view, ...changed };
      onState();
    },
    nextRun: () => ({ planned, parameters: PARAMETERS }),
    onAttached: () => undefined,
    spawnSink: createNodeSinks(disk),
    newRunId: () => 'run-1',
    openAhead: async (images) => images.map(({ source }) => statOf(source)),
    statFile: async (source) => statOf(source),
    reopenSource: async (_, __, source) => source,
    isGone: async (folder, path) => !existsSync(join(folder, path)),
    listFolder: async () => listing,
    saveFolder: nothing,
    savedFolder: async () => FILES,
    deleteFolder: nothing,
    isReadable: async () => true,
    askToRead: async () => true,
    markCleanExit: () => () => undefined,
    wasCleanExit: () => true,
    clearCleanExit: () => undefined,
    keepAwake: () => () => undefined,
    askToPersist: nothing,
    askSpace: async () => null,
  };
  const pool = createWorkerPool(
    () => createNodeWorker(makers, onImage),
    () => 60_000,
  );
  const controller = createRunController(environment, pool);
  const { machine } = controller;
  return {
    controller,
    state: () => machine.state,
    reached: (kind) =>
      new Promise((resolve) => {
        onState = () => {
          if (machine.state.kind === kind) resolve(machine.state);
        };
        onState();
      }),
  };
}

async function exported({ controller, state }: Page): Promise<Uint8Array> {
  const { order, receipt } = resultOf(state()) ?? expect.fail();
  const sink = (await controller.ensureSink()) ?? expect.fail();
  return sink.exportArray({ ...order, shape: receipt.shape });
}

/** A page whose run pauses once this many images have begun. */
async function pausedAfter(images: number): Promise<Page & { readonly disk: string }> {
  let begun = 0;
  const page = await openPage(disk, () => {
    begun += 1;
    if (begun === images) page.controller.pause();
  });
  void page.controller.start();
  await page.reached('paused');
  return { ...page, disk };
}

let disk = '';
beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), 'pixelpool-run-'));
});
afterEach(() => {
  rmSync(disk, { recursive: true });
});

/** Some seconds of decoding on a busy machine. */
const LIMIT_MS = 60_000;

describe('a whole run in Node', { timeout: LIMIT_MS }, () => {
  test("R7 T1 makes Pillow's array of a folder of files, whose sizes it learns", async () => {
    const page = await openPage(disk);
    void page.controller.start();
    await page.reached('finished');
    const { plan, stats } = page.controller.record ?? expect.fail();
    const files = plan.slots.map(({ source }) => source ?? expect.fail());
    expect(files.map((_, slot) => stats.get(slot))).toEqual(files.map(statOf));
    expect(resultOf(page.state())?.counts).toMatchObject({ ok: GOLDENS.length, failed: 0 });
    expect(Buffer.compare(await exported(page), goldenArray())).toBe(0);
    await page.controller.close();
  });

  test('T6 paused in the middle and resumed, it makes the same array', async () => {
    const page = await pausedAfter(60);
    expect(page.controller.record?.progress.remaining).toBeGreaterThan(0);
    void page.controller.resume();
    await page.reached('finished');
    expect(Buffer.compare(await exported(page), goldenArray())).toBe(0);
    await page.controller.close();
  });

  test('T3 opened again from disk by another page and resumed, it makes the same array', async () => {
    const first = await pausedAfter(60);
    const remaining = first.controller.record?.progress.remaining ?? 0;
    await first.controller.stop();
    await first.controller.close();
    const decoded: string[] = [];
    const second = await openPage(disk, (path) => void decoded.push(path));
    void second.controller.resumeSaved('run-1');
    await second.reached('finished');
    expect(decoded).toHaveLength(remaining);
    expect(Buffer.compare(await exported(second), goldenArray())).toBe(0);
    await second.controller.close();
  });
});
