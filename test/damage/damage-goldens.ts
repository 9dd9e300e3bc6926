import { createHash } from 'node:crypto';

import { readFixtureJson } from '../core/read-fixture.ts';

/** What Pillow makes of a damaged file: a line of goldens.json. */
export interface DamageGolden {
  readonly path: string;
  /** The first 12 digits of SHA-256 of the file. */
  readonly bytes: string;
  /** The first 16 of its row's; null if Pillow refuses the file. */
  readonly row: string | null;
  /** Pillow's error if it refuses the file. */
  readonly refusal?: string;
}

/** Our result for a file: its row, or null and the code. */
export interface MadeOfDamage {
  readonly row: Uint8Array | null;
  readonly code: string | null;
  readonly isApproximate: boolean;
}

export function readDamageGoldens(): readonly DamageGolden[] {
  return readFixtureJson('damage/goldens.json') as readonly DamageGolden[];
}

export function digestOf(bytes: Uint8Array, digits: number): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, digits);
}

export interface DamageFindings {
  /** Rows that are not marked approximate, and are Pillow's. */
  readonly exactRows: number;
  /** By path: in which way a file is an exception to Pillow's verdict or bytes. */
  readonly exceptions: Readonly<Record<string, string>>;
}

/** Compares our result for each file with Pillow's; null: Node has no decoder for it. */
export async function findExceptions(
  goldens: readonly DamageGolden[],
  madeOf: (path: string) => Promise<MadeOfDamage | null>,
): Promise<DamageFindings> {
  const exceptions: Record<string, string> = {};
  let exactRows = 0;
  for (const golden of goldens) {
    const made = await madeOf(golden.path);
    const exception = made === null ? null : exceptionOf(golden, made);
    if (exception !== null) exceptions[golden.path] = exception;
    else if (made !== null && made.row !== null && !made.isApproximate) exactRows += 1;
  }
  return { exactRows, exceptions };
}

/** `a row` if Pillow makes none, `another row`, or a code and that there is no row. */
function exceptionOf(golden: DamageGolden, made: MadeOfDamage): string | null {
  if (made.row === null) return golden.row === null ? null : `${made.code ?? 'no code'}: no row`;
  if (golden.row === null) return 'a row';
  if (made.isApproximate || digestOf(made.row, 16) === golden.row) return null;
  return 'another row';
}
