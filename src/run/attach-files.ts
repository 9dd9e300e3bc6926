import { attachInSteps } from '../core/plan/attach-sources.ts';
import { planInSteps, type RunPlan } from '../core/plan/plan.ts';
import { failedOutcome, type SlotOutcome } from '../core/verdict.ts';
import { SLOTS_PER_STEP } from './remaining-images.ts';
import type { AttachedFiles, FolderListing, RunEnvironment } from './run-environment.ts';
import { nextTask, runInSlices, SLICE_MS } from './run-in-slices.ts';
import type { RunRecord } from './run-record.ts';
import type { RunSink } from './run-sink.ts';

/** A stored run with its files. */
export interface AttachedRun<Source, Folder, Sink> extends AttachedFiles<Source, Folder> {
  readonly run: RunRecord<Source, Folder, Sink>;
  /** Files that are gone and have no row; not yet added to the run's progress. */
  readonly vanished: readonly SlotOutcome[];
  /** Notices about the folder that can be shown at once. */
  readonly notices: readonly string[];
  /** Finds files that have changed since their rows were made, which takes a while. */
  findChanges(isWanted: () => boolean): Promise<readonly string[]>;
}

type FileQuestions<Source, Folder> = Pick<
  RunEnvironment<Source, Folder, RunSink>,
  'isGone' | 'statFile'
>;

const NAMES_SHOWN = 3;

/**
 * Matches files with a stored run by their paths, or returns the reason why they are not its files.
 * Files that are gone and have no row yet fail as `vanished`; files that are merely unreachable do
 * not.
 */
export async function attachFiles<Source, Folder, Sink>(
  run: RunRecord<Source, Folder, Sink>,
  listing: FolderListing<Source, Folder>,
  environment: FileQuestions<Source, Folder>,
): Promise<AttachedRun<Source, Folder, Sink> | { readonly reason: string }> {
  const present = await runInSlices(planInSteps(listing, run.head.parameters.hidden));
  const { plan, found, added } = await runInSlices(attachInSteps(run.plan, present));
  if (found === 0) {
    return {
      reason: `“${listing.name}” has none of the run’s files. Drop “${run.head.name}” again.`,
    };
  }
  const { stats, head } = run;
  const { via, root } = listing;
  const folder = await root;
  const isGone = goneTest(listing, folder, environment);
  const vanished = await failVanished(run, plan, isGone);
  const uncommitted = [...run.uncommitted, ...vanished];
  const attached = { ...run, plan, uncommitted, folder, hasFiles: true };
  return {
    run: attached,
    vanished,
    planned: { plan, listMs: head.listMs, stats, via, root },
    knownBytes: await runInSlices(knownBytesInSteps(run)),
    parameters: head.parameters,
    notices: added === 0 ? [] : [addedText(added)],
    findChanges: (isWanted) => findChanges(attached, environment, isGone, isWanted),
  };
}

type GoneTest = (path: string) => Promise<boolean>;

/** Tells a file that is gone from one that a picker omits because of its name. */
function goneTest<Source, Folder>(
  { via }: FolderListing<Source, Folder>,
  folder: Folder | null,
  environment: FileQuestions<Source, Folder>,
): GoneTest {
  if (via === 'drop' || via === 'samples') return async () => true;
  return async (path) => folder !== null && environment.isGone(folder, path);
}

async function failVanished<Source>(
  { progress }: Pick<RunRecord<Source, unknown, unknown>, 'progress'>,
  plan: RunPlan<Source>,
  isGone: GoneTest,
): Promise<readonly SlotOutcome[]> {
  const failed: SlotOutcome[] = [];
  const vanished = { code: 'vanished', detail: 'It is no longer in the folder.' } as const;
  let sliceEnd = performance.now() + SLICE_MS;
  for (const { slot, path, source, failure } of plan.slots) {
    if (performance.now() > sliceEnd) {
      await nextTask();
      sliceEnd = performance.now() + SLICE_MS;
    }
    if (source !== null || progress.outcomes[slot] !== undefined) continue;
    if (failure !== undefined) failed.push(failedOutcome(slot, failure));
    else if (await isGone(path)) failed.push(failedOutcome(slot, vanished));
  }
  return failed;
}

function* knownBytesInSteps({
  plan,
  stats,
}: RunRecord<unknown, unknown, unknown>): Generator<void, number, void> {
  let bytes = 0;
  for (const { slot } of plan.slots) {
    if (slot % SLOTS_PER_STEP === 0) yield;
    bytes += stats.get(slot)?.bytes ?? 0;
  }
  return bytes;
}

function addedText(added: number): string {
  return added === 1
    ? '1 new file in the folder is not part of this run.'
    : `${added.toLocaleString('en')} new files in the folder are not part of this run.`;
}

async function findChanges<Source, Folder>(
  run: RunRecord<Source, Folder, unknown>,
  environment: FileQuestions<Source, Folder>,
  isGone: GoneTest,
  isWanted: () => boolean,
): Promise<readonly string[]> {
  const changed: string[] = [];
  const gone: string[] = [];
  let sliceEnd = performance.now() + SLICE_MS;
  for (const { slot, path, source } of run.plan.slots) {
    if (performance.now() > sliceEnd) {
      await nextTask();
      sliceEnd = performance.now() + SLICE_MS;
    }
    if (!isWanted()) return [];
    const before = run.stats.get(slot);
    if (run.progress.outcomes[slot]?.verdict === 'failed' || before === null) continue;
    if (run.progress.outcomes[slot] === undefined) continue;
    const now = source === null ? null : await environment.statFile(source).catch(() => null);
    if (now === null) {
      if (await isGone(path)) gone.push(path);
      continue;
    }
    const isSame = now.bytes === before.bytes && now.modifiedMs === before.modifiedMs;
    if (!isSame) changed.push(path);
  }
  const texts = [
    textOf(changed, 'changed since their rows were made: the rows show the files as they were'),
    textOf(gone, 'have gone missing since their rows were made: the rows are kept'),
  ];
  return texts.filter((text) => text !== null);
}

function textOf(paths: readonly string[], fact: string): string | null {
  if (paths.length === 0) return null;
  const names = paths.slice(0, NAMES_SHOWN).join(', ');
  const more = paths.length > NAMES_SHOWN ? ', …' : '';
  return `${paths.length.toLocaleString('en')} files ${fact} (${names}${more}).`;
}
