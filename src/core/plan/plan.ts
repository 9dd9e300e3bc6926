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

/** Everything that is fixed before the first image is decoded. */
export interface RunPlan<Source> {
  readonly name: string;
  /** slots[i].slot is i; sorted by path in UTF-16 code units. */
  readonly slots: readonly PlannedFile<Source>[];
  /** Files that operating systems leave in folders, sorted by path. */
  readonly ignored: readonly ListedFile<Source>[];
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
): Generator<void, RunPlan<Source>, void> {
  const sorted = yield* sortInSteps(listing.files, (file) => file.path);
  const { files, renamed } = yield* withUniquePaths(sorted);
  const slots: PlannedFile<Source>[] = [];
  const ignored: ListedFile<Source>[] = [];
  const unnamed: ListedFile<Source>[] = [];
  const endings = new Map<string, number>();
  const countFolder = folderCounter();
  let folders = 0;
  let label: string | null = null;
  for (const [index, file] of files.entries()) {
    if (index % FILES_PER_STEP === 0) yield;
    if (isIgnored(renamed.get(file) ?? file.path)) {
      ignored.push(file); // by its real name
    } else if (file.failure?.code === 'bad-name' || isUnreadFolder(file)) {
      unnamed.push(file);
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
    endings: [...endings].toSorted((a, b) => b[1] - a[1]),
  };
  return { name: listing.name, slots, ignored, unnamed, summary };
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

/** The first folder's name. A million files share one string if it equals that of the file before. */
export function labelOf(path: string, before: string | null): string | null {
  const slash = path.indexOf('/');
  if (slash <= 0) return null;
  return slash === before?.length && path.startsWith(before) ? before : path.slice(0, slash);
}

/** Counts the folders of files. Files of one folder mostly follow each other. */
function folderCounter(): (path: string) => number {
  const folders = new Set<string>();
  let last: string | null = null;
  return (path) => {
    const length = path.lastIndexOf('/') + 1;
    if (length !== last?.length || !path.startsWith(last)) {
      last = path.slice(0, length);
      folders.add(last);
    }
    return folders.size;
  };
}

const IGNORED_NAMES = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** Whether a file is one that operating systems create, not an image of the user. */
export function isIgnored(path: string): boolean {
  const start = path.lastIndexOf('/') + 1;
  if (path.startsWith('._', start) || IGNORED_NAMES.has(path.slice(start))) return true;
  return path.includes('__MACOSX/') && path.split('/').includes('__MACOSX');
}

/** Whether this entry is a folder that could not be read to its end. */
export function isUnreadFolder<Source>({ path, source }: ListedFile<Source>): boolean {
  return source === null && path.endsWith('/');
}

const IS_ENDING = /^[\p{L}\p{N}_-]{1,5}$/u;

/** The ending of a file's name in lower case without its dot; '' if it has none. */
export function endingOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
  return IS_ENDING.test(ending) ? ending : '';
}
