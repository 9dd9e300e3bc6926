import { createIgnoredTest, type HiddenFolders, type IgnoredReason } from './ignored-files.ts';
import { createFolderCounter, endingOf, labelOf } from './path-parts.ts';
import { withUniquePaths } from './unique-paths.ts';
import { sortInSteps } from './sort-in-steps.ts';
import type { Failure } from '../verdict.ts';

/**
 * One regular file of a listing. `source` leads to its bytes (a `File` in a browser). If the entry
 * could not be opened, `source` is null and `failure` is the reason.
 */
export interface ListedFile<Source> {
  /** Relative to the dropped folder, `/` between names; begins with the root if there are several. */
  readonly path: string;
  readonly source: Source | null;
  readonly failure?: Failure;
}

/** Everything under the files and folders that the user dropped. */
export interface Listing<Source> {
  /** The one folder's name, else `images`: NAME of the files that a run produces. */
  readonly name: string;
  readonly files: readonly ListedFile<Source>[];
}

/** A candidate with its slot, which never changes. */
export interface PlannedFile<Source> extends ListedFile<Source> {
  readonly slot: number;
  /** The class: the first folder's name, as in torchvision's ImageFolder; null at the top. */
  readonly label: string | null;
}

/** A listed file that is no candidate, and never fails. */
export interface IgnoredFile<Source> extends ListedFile<Source> {
  readonly reason: IgnoredReason;
}

/** Everything that is fixed before the first image is decoded. */
export interface RunPlan<Source> {
  readonly name: string;
  /** slots[i].slot is i; sorted by path in UTF-16 code units. */
  readonly slots: readonly PlannedFile<Source>[];
  /** Files that systems leave behind, and those of hidden folders if they are left out; sorted by path. */
  readonly ignored: readonly IgnoredFile<Source>[];
  /**
   * Entries without a usable name, and folders (`path` ends in a slash) that could not be read to
   * their end. They have no slot and count as failed. Sorted by path.
   */
  readonly unnamed: readonly ListedFile<Source>[];
  readonly summary: PlanSummary;
}

export interface PlanSummary {
  readonly listed: number;
  readonly folders: number;
  /** Files in hidden folders that are candidates, or would be if those were not left out. */
  readonly hidden: number;
  /** Files by the ending of their name, most frequent first: a guess at their formats. */
  readonly endings: readonly (readonly [ending: string, count: number])[];
}

const FILES_PER_STEP = 4096;

/**
 * Sorts the files, separates those without a slot, and numbers and labels the others. Yields between
 * slices of work (see sortInSteps). The result does not depend on the order of the listing, except
 * among equal paths.
 */
export function* planInSteps<Source>(
  listing: Listing<Source>,
  hidden: HiddenFolders,
): Generator<void, RunPlan<Source>, void> {
  const sorted = yield* sortInSteps(listing.files, (file) => file.path);
  const { files, renamed } = yield* withUniquePaths(sorted);
  const reasonOf = createIgnoredTest();
  const { name } = listing;
  // by its real name
  return yield* numberInSteps(name, files, hidden, (file) =>
    reasonOf(renamed.get(file) ?? file.path),
  );
}

/** Plans the files of a plan again, with hidden folders in or out. Yields as planInSteps does. */
export function* replanInSteps<Source>(
  { name, slots, ignored, unnamed }: RunPlan<Source>,
  hidden: HiddenFolders,
): Generator<void, RunPlan<Source>, void> {
  const reasons = new Map<ListedFile<Source>, IgnoredReason>();
  for (const file of ignored) reasons.set(file, file.reason);
  const files = yield* sortInSteps([...slots, ...ignored, ...unnamed], (file) => file.path);
  const reasonOf = createIgnoredTest();
  return yield* numberInSteps(name, files, hidden, (file) => {
    return reasons.get(file) ?? reasonOf(file.path);
  });
}

/** Numbers the candidates among sorted files with unique paths. */
function* numberInSteps<Source>(
  name: string,
  files: readonly ListedFile<Source>[],
  hiddenFolders: HiddenFolders,
  reasonOf: (file: ListedFile<Source>) => IgnoredReason | null,
): Generator<void, RunPlan<Source>, void> {
  const slots: PlannedFile<Source>[] = [];
  const ignored: IgnoredFile<Source>[] = [];
  const unnamed: ListedFile<Source>[] = [];
  const endings = new Map<string, number>();
  const countFolder = createFolderCounter();
  let folders = 0;
  let hidden = 0;
  let label: string | null = null;
  for (const [index, file] of files.entries()) {
    if (index % FILES_PER_STEP === 0) yield;
    const reason = reasonOf(file);
    const isUnnamed = file.failure?.code === 'bad-name' || isUnreadFolder(file);
    if (reason === 'hidden-folder' && !isUnnamed) hidden += 1;
    if (reason === 'left-behind' || (reason !== null && hiddenFolders === 'out')) {
      ignored.push({ ...listed(file), reason });
    } else if (isUnnamed) {
      unnamed.push(listed(file));
    } else {
      label = labelOf(file.path, label);
      slots.push(planned(file, slots.length, label));
      folders = countFolder(file.path);
      const ending = endingOf(file.path);
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
    }
  }
  const summary = {
    listed: files.length,
    folders,
    hidden,
    endings: [...endings].toSorted((a, b) => b[1] - a[1]),
  };
  return { name, slots, ignored, unnamed, summary };
}

/** The file as it was listed, without what an earlier plan made of it. */
function listed<Source>({ path, source, failure }: ListedFile<Source>): ListedFile<Source> {
  return failure === undefined ? { path, source } : { path, source, failure };
}

// each property is named: a spread would cost a second object for each of a million files
function planned<Source>(
  { path, source, failure }: ListedFile<Source>,
  slot: number,
  label: string | null,
): PlannedFile<Source> {
  if (failure === undefined) return { path, source, slot, label };
  return { path, source, failure, slot, label };
}

/** Whether this entry is a folder that could not be read to its end. */
export function isUnreadFolder<Source>({ path, source }: ListedFile<Source>): boolean {
  return source === null && path.endsWith('/');
}
