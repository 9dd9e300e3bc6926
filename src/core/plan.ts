import { sortInSteps } from './sort-in-steps.ts';
import type { Failure } from './verdict.ts';

/**
 * One regular file that was found. `source` is whatever leads to its bytes (a `File` in a browser);
 * it is null where the entry was seen but could not be opened, and `problem` says why.
 */
export interface ListedFile<Source> {
  /** Relative to the dropped folder, `/` between names; begins with its root where there are many. */
  readonly path: string;
  readonly source: Source | null;
  readonly problem?: Failure;
}

/** All that was found under what the user dropped. */
export interface Listing<Source> {
  /** The one folder's name, else `images`: NAME of the files that a run produces. */
  readonly name: string;
  readonly files: readonly ListedFile<Source>[];
}

/** A candidate with the slot that it keeps whatever happens. */
export interface PlannedFile<Source> extends ListedFile<Source> {
  readonly slot: number;
  /** The class that its first folder names, as torchvision's ImageFolder has it; null at the top. */
  readonly label: string | null;
}

/** Everything that is fixed before the first image is decoded. */
export interface RunPlan<Source> {
  readonly name: string;
  /** slots[i].slot is i; sorted by path in UTF-16 code units. */
  readonly slots: readonly PlannedFile<Source>[];
  /** Files that operating systems leave in folders; set aside, sorted by path. */
  readonly ignored: readonly ListedFile<Source>[];
  /** Entries without a usable name: they have no slot, but they count as failed. */
  readonly unnamed: readonly ListedFile<Source>[];
  readonly summary: PlanSummary;
}

export interface PlanSummary {
  readonly listed: number;
  readonly folders: number;
  /** Files by the ending of their name, most frequent first; a guess until the bytes are seen. */
  readonly endings: readonly (readonly [ending: string, count: number])[];
}

const FILES_PER_STEP = 4096;

/**
 * Sorts, sets aside, numbers and labels. Yields between slices of work (see sortInSteps). The
 * result does not depend on the order of the listing, except among equal paths.
 */
export function* planInSteps<Source>(
  listing: Listing<Source>,
): Generator<void, RunPlan<Source>, void> {
  const leftBehind = new Set<ListedFile<Source>>();
  const files = yield* withPathsOfTheirOwn(listing.files, leftBehind);
  const sorted = yield* sortInSteps(files, (file) => file.path);
  const slots: PlannedFile<Source>[] = [];
  const ignored: ListedFile<Source>[] = [];
  const unnamed: ListedFile<Source>[] = [];
  const folders = new Set<string>();
  const endings = new Map<string, number>();
  for (const [index, file] of sorted.entries()) {
    if (index % FILES_PER_STEP === 0) yield;
    if (leftBehind.has(file)) {
      ignored.push(file);
    } else if (file.problem?.code === 'bad-name') {
      unnamed.push(file);
    } else {
      slots.push(planned(file, slots.length));
      folders.add(folderOf(file.path));
      const ending = endingOf(file.path);
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
    }
  }
  const summary = {
    listed: sorted.length,
    folders: folders.size,
    endings: [...endings].toSorted((a, b) => b[1] - a[1]),
  };
  return { name: listing.name, slots, ignored, unnamed, summary };
}

function planned<Source>(file: ListedFile<Source>, slot: number): PlannedFile<Source> {
  const slash = file.path.indexOf('/');
  return { ...file, slot, label: slash > 0 ? file.path.slice(0, slash) : null };
}

// Two files may be listed under one path (`back\slash.jpg` beside `back/slash.jpg`): the later one
// gets a running number, so that a path names a file.
function* withPathsOfTheirOwn<Source>(
  files: readonly ListedFile<Source>[],
  leftBehind: Set<ListedFile<Source>>,
): Generator<void, readonly ListedFile<Source>[], void> {
  const taken = new Set<string>();
  const own: ListedFile<Source>[] = [];
  for (const [index, file] of files.entries()) {
    if (index % FILES_PER_STEP === 0) yield;
    let path = file.path;
    for (let number = 2; taken.has(path); number += 1) path = `${file.path} (${number})`;
    taken.add(path);
    const named = path === file.path ? file : { ...file, path };
    if (isIgnored(file.path)) leftBehind.add(named); // by the name that it really has
    own.push(named);
  }
  return own;
}

const IGNORED_NAMES = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** Whether a file is one of those that operating systems leave behind, never an image of the user. */
export function isIgnored(path: string): boolean {
  const names = path.split('/');
  const name = names.pop() ?? '';
  return IGNORED_NAMES.has(name) || name.startsWith('._') || names.includes('__MACOSX');
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** The ending of a file's name in lower case without its dot; '' where there is none. */
export function endingOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
  return ending.length <= 5 ? ending : '';
}
