import type { ListedFile } from '../../core/plan.ts';
import type { Failure } from '../../core/verdict.ts';
import type { FileSource } from './file-source.ts';
import { openFailure } from './open-failure.ts';

export interface EntryRoot {
  readonly entry: FileSystemEntry;
  /** Path of the folder that the entry is in: '' or ending in a slash. */
  readonly folder: string;
  readonly name: string;
  /** Whether paths below it begin with its name; not so for the one folder that was dropped. */
  readonly isNamed: boolean;
}

/** Folders that are read at the same time; unbounded walks were seen to stall. */
const CONCURRENT_FOLDERS = 8;

const BAD_NAME: Failure = {
  code: 'bad-name',
  detail: 'The browser cannot open a file of this name (it is no valid Unicode). Rename it.',
};

/**
 * Walks entries of a drop and reports every regular file in them, and everything that could not be
 * read, once. Iterative, so that depth does not matter. The order is that of the file system.
 */
export function walkEntries(
  roots: readonly EntryRoot[],
  onFound: (file: ListedFile<FileSource>) => void,
): Promise<void> {
  const waiting = [...roots];
  let active = 0;
  const badNames = new Map<string, number>();

  async function visit({ entry, folder, name, isNamed }: EntryRoot): Promise<void> {
    const path = `${folder}${name}`;
    if (isFile(entry)) visitFile(entry, folder, name);
    if (!isDirectory(entry)) return;
    const inside = isNamed ? `${path}/` : folder;
    try {
      await readFolder(entry, inside);
    } catch (error) {
      onFound({ path: `${path}/`, source: null, problem: openFailure(error) });
    }
  }

  function visitFile(entry: FileSystemFileEntry, folder: string, name: string): void {
    if (hasBadName(entry)) reportBadName(folder);
    else onFound({ path: `${folder}${name}`, source: entry });
  }

  // numbered by folder: folders are read side by side, and their order is nobody's
  function reportBadName(folder: string): void {
    const number = (badNames.get(folder) ?? 0) + 1;
    badNames.set(folder, number);
    onFound({
      path: `${folder}(unreadable name ${number})`,

      source: null,
      problem: BAD_NAME,
    });
  }

  async function readFolder(entry: FileSystemDirectoryEntry, inside: string): Promise<void> {
    const reader = entry.createReader();
    // readEntries gives at most 100 at a time, and none when it is through
    for (;;) {
      const children = await nextEntries(reader);
      if (children.length === 0) return;
      for (const child of children) {
        if (isFile(child)) visitFile(child, inside, child.name);
        else if (hasBadName(child)) reportBadName(inside);
        else waiting.push({ entry: child, folder: inside, name: child.name, isNamed: true });
      }
      startMore();
    }
  }

  let finish: () => void = () => {};
  function startMore(): void {
    while (active < CONCURRENT_FOLDERS) {
      const root = waiting.pop();
      if (root === undefined) break;
      active += 1;
      void visit(root).finally(() => {
        active -= 1;
        startMore();
      });
    }
    if (active === 0) finish();
  }

  return new Promise((resolve) => {
    finish = resolve;
    startMore();
  });
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** Names that are no valid Unicode come as empty ones, or with replacement characters. */
function hasBadName(entry: FileSystemEntry): boolean {
  return entry.name === '' || entry.name.includes('\ufffd');
}

function nextEntries(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}
