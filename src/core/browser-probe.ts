/** What a native decoder of this browser made of a file, compared with Pillow. */
export type ProbeFinding = 'exact' | 'differs' | 'refused';

/** One file that it was tried with: `format` and what the file stands for. */
export interface ProbeResult {
  readonly format: string;
  readonly name: string;
  readonly finding: ProbeFinding;
}

/** What was found about this browser before a run; it goes into the receipt. */
export interface BrowserProbe {
  /** Whether there is a native decoder to try at all. */
  readonly hasImageDecoder: boolean;
  readonly results: readonly ProbeResult[];
}

/** The formats of which every file that was tried came out as Pillow's. */
export function exactFormatsOf({ results }: BrowserProbe): ReadonlySet<string> {
  const differing = new Set(
    results.filter(({ finding }) => finding !== 'exact').map(({ format }) => format),
  );
  return new Set(results.map(({ format }) => format).filter((format) => !differing.has(format)));
}
