/** Some of the names in a folder. */
export interface FoundNames {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Entries without a name, or with one that is not valid Unicode. */
  readonly unnamed: number;
}

/** The entries of a folder's handle. */
type Entries = AsyncIterable<readonly [name: string, entry: { readonly kind: string }]>;

const NAMES_PER_CALL = 1000;

/**
 * Reads the names in a folder and passes them to `onFound`, a thousand at a time. If the folder cannot
 * be read to its end, it passes the names found so far and rejects with the browser's error.
 */
export async function readFolder(
  entries: Entries,
  onFound: (names: FoundNames) => unknown,
): Promise<void> {
  let files: string[] = [];
  let folders: string[] = [];
  let unnamed = 0;
  async function flush(): Promise<void> {
    const names = { files, folders, unnamed };
    files = [];
    folders = [];
    unnamed = 0;
    await onFound(names);
  }
  try {
    for await (const [name, { kind }] of entries) {
      if (name === '') unnamed += 1;
      else if (kind === 'directory') folders.push(name);
      else files.push(name);
      if (files.length + folders.length + unnamed >= NAMES_PER_CALL) await flush();
    }
  } finally {
    await flush();
  }
}
