import { attachInSteps } from '../../../core/plan/attach-sources.ts';
import { planInSteps } from '../../../core/plan/plan.ts';
import { failedOutcome, type SlotOutcome } from '../../../core/verdict.ts';
import type { FolderListing } from '../../platform/files/list-folder.ts';
import type { Platform } from '../../platform/platform.ts';
import { nextTask, runInSlices, SLICE_MS } from '../../platform/run-in-slices.ts';
import { SLOTS_PER_STEP, type RunAtHand } from '../run/run-at-hand.ts';
import type { PlanView } from '../session-state.ts';

/** A stored run whose folder is there again. */
export interface AttachedRun {
  readonly run: RunAtHand;
  /** Of files that went, and have no row: the run's progress does not know of them yet. */
  readonly vanished: readonly SlotOutcome[];
  readonly planned: PlanView;
  /** What is to be said of the folder at once. */
  readonly notices: readonly string[];
  /** What became of files whose rows are made, which takes a while to find out; ends with the wish. */
  changedSince(isWanted: () => boolean): Promise<readonly string[]>;
}

const NAMES_SHOWN = 3;

/**
 * Gives a stored run its files again, by their paths; or says why these are not its files. Files that
 * went and have no row yet are failed as `vanished`; those that are merely out of reach stay open.
 */
export async function attachFiles(
  run: RunAtHand,
  listing: FolderListing,
  platform: Platform,
): Promise<AttachedRun | { readonly why: string }> {
  const present = await runInSlices(planInSteps(listing));
  const { plan, found, added } = await runInSlices(attachInSteps(run.plan, present));
  if (found === 0) {
    const why = `None of the run’s files are in “${listing.name}”. Drop “${run.head.name}” again.`;
    return { why };
  }
  const { stats } = run;
  const folder = await listing.root;
  const isGone = goneTest(listing, folder, platform);
  const vanished = await failVanished(run, plan, isGone);
  const uncommitted = [...run.uncommitted, ...vanished];
  const attached = { ...run, plan, uncommitted, folder, hasFiles: true };
  return {
    run: attached,
    vanished,
    planned: {
      plan,
      listMs: run.head.listMs,
      stats,
      measured: { bytes: await runInSlices(knownBytesInSteps(run)), isDone: true },
      via: listing.via,
      root: listing.root,
    },
    notices: added === 0 ? [] : [textOfAdded(added)],
    changedSince: (isWanted) => compareDone(attached, platform, isGone, isWanted),
  };
}

type GoneTest = (path: string) => Promise<boolean>;

/** Tells a file that is gone from one that a picker leaves out, because its name is an odd one. */
function goneTest(
  { via }: FolderListing,
  folder: FileSystemDirectoryHandle | null,
  platform: Platform,
): GoneTest {
  if (via === 'drop' || via === 'samples') return async () => true;
  return async (path) => folder !== null && platform.isGone(folder, path);
}

async function failVanished(
  { progress }: RunAtHand,
  plan: RunAtHand['plan'],
  isGone: GoneTest,
): Promise<readonly SlotOutcome[]> {
  const failed: SlotOutcome[] = [];
  const vanished = { code: 'vanished', detail: 'It is no longer in the folder.' } as const;
  let sliceEnd = performance.now() + SLICE_MS;
  for (const { slot, path, source, problem } of plan.slots) {
    if (performance.now() > sliceEnd) {
      await nextTask();
      sliceEnd = performance.now() + SLICE_MS;
    }
    if (source !== null || progress.outcomes[slot] !== undefined) continue;
    if (problem !== undefined) failed.push(failedOutcome(slot, problem));
    else if (await isGone(path)) failed.push(failedOutcome(slot, vanished));
  }
  return failed;
}

function* knownBytesInSteps({ plan, stats }: RunAtHand): Generator<void, number, void> {
  let bytes = 0;
  for (const { slot } of plan.slots) {
    if (slot % SLOTS_PER_STEP === 0) yield;
    bytes += stats.get(slot)?.bytes ?? 0;
  }
  return bytes;
}

function textOfAdded(added: number): string {
  return added === 1
    ? 'One file is new in the folder: it is no part of this run.'
    : `${added.toLocaleString('en')} files are new in the folder: they are no part of this run.`;
}

/** Compares files whose rows are made with what they were then. */
async function compareDone(
  run: RunAtHand,
  platform: Platform,
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
    const now = source && (await platform.statFile(source).catch(() => null));
    if (now === null) {
      if (await isGone(path)) gone.push(path);
      continue;
    }
    const isSame = now.bytes === before.bytes && now.modifiedMs === before.modifiedMs;
    if (!isSame) changed.push(path);
  }
  const texts = [
    textOf(changed, 'changed since their rows were made: the rows are of the files as they were'),
    textOf(gone, 'went since their rows were made: the rows are kept'),
  ];
  return texts.filter((text) => text !== null);
}

function textOf(paths: readonly string[], what: string): string | null {
  if (paths.length === 0) return null;
  const names = paths.slice(0, NAMES_SHOWN).join(', ');
  const more = paths.length > NAMES_SHOWN ? ', …' : '';
  return `${paths.length.toLocaleString('en')} files ${what} (${names}${more}).`;
}
