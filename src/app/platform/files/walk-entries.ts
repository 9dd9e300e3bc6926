import type { ListedFile } from '../../../core/plan/plan.ts';
import type { FileSource } from './file-source.ts';
import { nameOfError, unnamedEntry, unreadFolder } from './open-failure.ts';

export interface EntryRoot {
  readonly entry: FileSystemEntry;
  /** The path of the folder that contains the entry: '' or ending in a slash. */
  readonly folder: string;
  readonly name: string;
  /** Whether paths below it begin with its name; false for the only dropped folder. */
  readonly isNamed: boolean;
}

/** Folders read at the same time; unbounded walks were seen to stall. */
const CONCURRENT_FOLDERS = 8;

/**
 * Walks the entries of a drop. Reports each regular file, and everything that could not be read,
 * exactly once, in file system order. Iterative, so the depth does not matter.
 */
export function walkEntries(
  roots: readonly EntryRoot[],
  onFound: (file: ListedFile<FileSource>) => void,
): Promise<void> {
  const waiting = [...roots];
  let active = 0;
  const badNames = new Map<string, number>();

  async function visit({ entry, folder, name, isNamed }: EntryRoot): Promise<void> {
    if (isFile(entry)) return visitFile(entry, folder, name);
    if (!isDirectory(entry)) return;
    if (hasBadName(entry)) return reportBadName(folder);
    const path = `${folder}${name}/`;
    let found = 0;
    try {
      for await (const children of batchesOf(entry.createReader())) {
        found += children.length;
        visitChildren(children, isNamed ? path : folder);
      }
    } catch (error) {
      onFound(unreadFolder(path, nameOfError(error), found));
    }
  }

  function visitFile(entry: FileSystemFileEntry, folder: string, name: string): void {
    if (hasBadName(entry)) reportBadName(folder);
    else onFound({ path: `${folder}${name}`, source: entry });
  }

  function reportBadName(folder: string): void {
    const number = (badNames.get(folder) ?? 0) + 1;
    badNames.set(folder, number);
    onFound(unnamedEntry(folder, number));
  }

  function visitChildren(children: readonly FileSystemEntry[], folder: string): void {
    for (const child of children) {
      if (isFile(child)) visitFile(child, folder, child.name);
      else waiting.push({ entry: child, folder, name: child.name, isNamed: true });
    }
    startMore();
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

/** Chromium reports a name that is not valid Unicode as ''; for other browsers see openFile. */
function hasBadName(entry: FileSystemEntry): boolean {
  return entry.name === '';
}

/** readEntries returns at most 100 entries at a time, and none at the end. */
async function* batchesOf(reader: FileSystemDirectoryReader): AsyncGenerator<FileSystemEntry[]> {
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (entries.length === 0) return;
    yield entries;
  }
}
