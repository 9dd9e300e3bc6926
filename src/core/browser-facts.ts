/** Which decoder is used for a kind of file in this browser, and whether its rows are exact. */
export interface ServedKind {
  readonly format: string;
  readonly kind: string;
  /** Null if no decoder can read it. */
  readonly decoder: string | null;
  /** Whether its rows are Pillow's, byte for byte, if transparency is dropped. */
  readonly isExact: boolean;
  /** The same over a colour. */
  readonly isExactOverColour: boolean;
}

/** The features of this browser, as a worker sees them. Null: the browser does not say. */
export interface BrowserFacts {
  readonly kinds: readonly ServedKind[];
  readonly hasSimd: boolean;
  readonly hasOffscreenCanvas: boolean;
  /** Rounded by the browser, at most 8 or 32. */
  readonly memoryGiB: number | null;
  /** Whether there is a private file system (OPFS). */
  readonly hasOwnFiles: boolean;
  readonly storageUsedBytes: number | null;
  readonly storageQuotaBytes: number | null;
  /** Whether the browser has promised to keep this page's storage. */
  readonly isStoragePersisted: boolean | null;
}
