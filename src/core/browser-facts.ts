import type { BrowserProbe } from './browser-probe.ts';

/** Which decoder serves a kind of file in this browser, and what comes of it. */
export interface ServedKind {
  readonly format: string;
  readonly kind: string;
  /** Null where nothing decodes it. */
  readonly decoder: string | null;
  /** Whether its rows are Pillow's, byte for byte: with transparency dropped, and over a colour. */
  readonly isExact: boolean;
  readonly isExactOverColour: boolean;
}

/**
 * What a worker of this page finds in the browser that it runs in. Null: the browser does not say.
 */
export interface BrowserFacts {
  readonly probe: BrowserProbe;
  readonly kinds: readonly ServedKind[];
  readonly hasSimd: boolean;
  readonly hasOffscreenCanvas: boolean;
  /** Rounded by the browser, at most 8 or 32. */
  readonly memoryGiB: number | null;
  /** Whether pages have a file system of their own here (OPFS). */
  readonly hasOwnFiles: boolean;
  readonly storageUsedBytes: number | null;
  readonly storageQuotaBytes: number | null;
  /** Whether the browser has promised not to clear what this page stores. */
  readonly isStoragePersisted: boolean | null;
}
