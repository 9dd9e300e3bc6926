import type { ListedFile } from '../../../core/plan/plan.ts';
import { runInSlices } from '../../../run/run-in-slices.ts';

/** One of several things that were dropped together. */
export interface DroppedRoot {
  /** The first name of its paths, which no other root has. */
  readonly name: string;
  /** Its name on disk. */
  readonly realName: string;
  readonly isFolder: boolean;
  /** Null if the browser has none. Never rejects. */
  readonly handle: Promise<FileSystemHandle | null>;
}

/** What was dropped with a folder that contains it. */
export interface DroppedTwice {
  /** The names of roots whose files are also listed below another root. */
  readonly covered: ReadonlySet<string>;
  /** Sentences about them, and about those of which the browser does not say. */
  readonly notices: readonly string[];
}

interface Pair {
  readonly outer: DroppedRoot;
  readonly inner: DroppedRoot;
}

const NAMES_SHOWN = 3;
const FILES_PER_STEP = 4096;

/**
 * Finds roots that are part of other roots, which the entries of a drop do not say: their paths begin
 * with their own names. Only handles know, so names in the listing decide which ones are asked.
 */
export async function findDroppedTwice(
  roots: readonly DroppedRoot[],
  files: readonly ListedFile<unknown>[],
): Promise<DroppedTwice> {
  const covered = new Map<string, string>();
  const unclear: string[] = [];
  for (const pair of await runInSlices(pairsInSteps(roots, files))) {
    const { outer, inner } = pair;
    if (covered.has(inner.name) || covered.has(outer.name)) continue;
    const relation = await relationOf(pair);
    if (relation === 'unknown') unclear.push(...unclearText(pair, files));
    else if (relation !== 'apart') covered.set(inner.name, coveredText(pair, relation));
  }
  const texts = [...covered.values()];
  const others = texts.length - NAMES_SHOWN;
  return {
    covered: new Set(covered.keys()),
    notices: [
      ...texts.slice(0, NAMES_SHOWN),
      ...(others > 0
        ? [`Other things that were dropped twice and are planned once: ${others}.`]
        : []),
      ...unclear,
    ],
  };
}

/**
 * The pairs of which the inner root may be part of the outer one, by their names. Yields every few
 * thousand files (see runInSlices).
 */
function* pairsInSteps(
  roots: readonly DroppedRoot[],
  files: readonly ListedFile<unknown>[],
): Generator<void, readonly Pair[], void> {
  const byName = new Map(roots.map((root) => [root.name, root]));
  const byRealName = new Map<string, DroppedRoot[]>();
  for (const root of roots) {
    const namesakes = byRealName.get(root.realName);
    if (namesakes === undefined) byRealName.set(root.realName, [root]);
    else namesakes.push(root);
  }
  const pairs = new Map<string, Pair>();
  function addPairs(outer: DroppedRoot | undefined, realName: string): void {
    if (outer === undefined) return;
    for (const inner of byRealName.get(realName) ?? []) {
      if (inner !== outer) pairs.set(`${outer.name}/${inner.name}`, { outer, inner });
    }
  }
  for (const [realName, [first, second]] of byRealName) {
    if (second !== undefined) addPairs(first, realName);
  }
  let folder = '';
  let outer: DroppedRoot | undefined;
  for (const [index, { path }] of files.entries()) {
    if (index % FILES_PER_STEP === 0) yield;
    const length = path.lastIndexOf('/') + 1;
    if (length !== folder.length || !path.startsWith(folder)) {
      folder = path.slice(0, length);
      const [rootName = '', ...names] = folder.split('/');
      outer = byName.get(rootName);
      for (const name of names) addPairs(outer, name);
    }
    if (length > 0) addPairs(outer, path.slice(length));
  }
  return [...pairs.values()];
}

type Relation = 'same' | 'part' | 'apart' | 'unknown';

async function relationOf({ outer, inner }: Pair): Promise<Relation> {
  const [folder, handle] = await Promise.all([outer.handle, inner.handle]);
  if (folder === null || handle === null) return 'unknown';
  try {
    if (await folder.isSameEntry(handle)) return 'same';
    return isFolder(folder) && (await folder.resolve(handle)) !== null ? 'part' : 'apart';
  } catch {
    return 'unknown';
  }
}

function isFolder(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === 'directory';
}

// names are isolated (Unicode bidi), so that none can reverse the text direction of the sentence
function coveredText({ outer, inner }: Pair, relation: Relation): string {
  const name = `“\u2068${inner.realName}\u2069”`;
  const once = inner.isFolder ? 'each of its files is planned once' : 'it is planned once';
  return relation === 'same'
    ? `${name} was dropped twice: ${once}.`
    : `${name} is part of “\u2068${outer.realName}\u2069”, which was dropped with it: ${once}.`;
}

/** Without handles: a warning if every file of a folder has a namesake below the other one. */
function unclearText({ outer, inner }: Pair, files: readonly ListedFile<unknown>[]): string[] {
  if (!inner.isFolder) return [];
  const prefix = `${inner.name}/`;
  const ownPaths = files.map(({ path }) => path).filter((path) => path.startsWith(prefix));
  const ends = new Set(
    files.flatMap(({ path }) => {
      const at = path.lastIndexOf(`/${inner.realName}/`);
      return path.startsWith(`${outer.name}/`) && at >= 0 ? [path.slice(at + 1)] : [];
    }),
  );
  const isLikely = ownPaths.every((path) => {
    return ends.has(`${inner.realName}/${path.slice(prefix.length)}`);
  });
  if (!isLikely) return [];
  return [
    `“\u2068${inner.realName}\u2069” may be part of “\u2068${outer.realName}\u2069”, which was dropped with it: this browser does not say. If it is, its files are planned twice; then drop “\u2068${outer.realName}\u2069” alone.`,
  ];
}
