/** The closed list of reasons why a file has no row. */
export const FAILURE_CODES = [
  'unreadable',
  'changed',
  'vanished',
  'empty',
  'not-an-image',
  'unsupported',
  'truncated',
  'corrupt',
  'too-many-pixels',
  'degenerate',
  'timeout',
  'out-of-memory',
  'worker-died',
  'storage-full',
  'bad-name',
] as const;
/** The closed list of reasons to check a row. */
export const WARNING_CODES = ['many-pixels', 'grey16-clipped'] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];
export type WarningCode = (typeof WARNING_CODES)[number];

/** The failure of one image is a value, never a throw. `detail` is a sentence for a person. */
export interface Failure {
  readonly code: FailureCode;
  readonly detail: string;
}

/** A reason to check a row. `detail` is a sentence for a person. */
export interface Warning {
  readonly code: WarningCode;
  readonly detail: string;
}

export type Verdict =
  | { readonly verdict: 'ok' }
  | ({ readonly verdict: 'warned' } & Warning)
  | ({ readonly verdict: 'failed' } & Failure);

/** The facts about an image that its bytes reveal; null if they do not. */
export interface ImageFacts {
  readonly format: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly decoder: string | null;
  /** Whether the row may differ from Pillow's. */
  readonly approximate: boolean;
}

/** The verdict on one slot, with the facts about its image. */
export type SlotOutcome = Verdict & ImageFacts & { readonly slot: number };

export const NO_FACTS: ImageFacts = {
  format: null,
  width: null,
  height: null,
  decoder: null,
  approximate: false,
};

export function failedOutcome(
  slot: number,
  { code, detail }: Failure,
  facts: ImageFacts = NO_FACTS,
): SlotOutcome {
  return { ...facts, slot, verdict: 'failed', code, detail, decoder: null, approximate: false };
}
