/** Names that were found in a folder. */
export interface FoundNames {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Entries without a name, or with one that is no valid Unicode. */
  readonly unnamed: number;
}

/** What a folder's handle gives of its entries. */
type Entries = AsyncIterable<readonly [name: string, entry: { readonly kind: string }]>;

const NAMES_A_PIECE = 1000;

/**
 * Reads the names in a folder, and hands them over in pieces. Rejects with the browser's reason where
 * the folder cannot be read to its end; what was found until then has been handed over.
 */
export async function readFolder(
  entries: Entries,
  onFound: (names: FoundNames) => unknown,
): Promise<void> {
  let files: string[] = [];
  let folders: string[] = [];
  let unnamed = 0;
  async function handOver(): Promise<void> {
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
      if (files.length + folders.length + unnamed >= NAMES_A_PIECE) await handOver();
    }
  } finally {
    await handOver();
  }
}
