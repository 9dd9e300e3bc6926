/** The result of a native decoder of this browser for a file, compared with Pillow's. */
export type ProbeFinding = 'exact' | 'differs' | 'refused';

/** One file of the probe: its format, and a name for its kind. */
export interface ProbeResult {
  readonly format: string;
  readonly name: string;
  readonly finding: ProbeFinding;
}

/** The findings about this browser before a run; they are in the receipt. */
export interface BrowserProbe {
  /** Whether the browser has a native decoder to probe. */
  readonly hasImageDecoder: boolean;
  readonly results: readonly ProbeResult[];
}

/** The formats whose probed files were all decoded like Pillow does. */
export function exactFormatsOf({ results }: BrowserProbe): ReadonlySet<string> {
  const differing = new Set(
    results.filter(({ finding }) => finding !== 'exact').map(({ format }) => format),
  );
  return new Set(results.map(({ format }) => format).filter((format) => !differing.has(format)));
}
