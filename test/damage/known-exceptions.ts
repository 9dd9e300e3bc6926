import { writeFileSync } from 'node:fs';

import { causeOf } from '../../tools/parity/known-causes.ts';
import { readFixtureJson } from '../core/read-fixture.ts';
import type { DamageFindings, DamageGolden } from './damage-goldens.ts';

/** Where damaged files were decoded. */
export type DecodedIn = 'node' | 'chromium';

interface KnownException {
  readonly is: string;
  readonly cause: string;
}

interface KnownFindings {
  readonly exactRows: number;
  readonly exceptions: Readonly<Record<string, KnownException>>;
}

const FILE = 'damage/exceptions.json';

function readAll(): Partial<Record<DecodedIn, KnownFindings>> {
  return readFixtureJson(FILE) as Partial<Record<DecodedIn, KnownFindings>>;
}

/**
 * What is known to be found: on which damaged files Pillow's verdict or bytes are not met, and how
 * many rows are. An exception that is none any more has to leave the list.
 */
export function readKnownFindings(where: DecodedIn): DamageFindings {
  const { exactRows = 0, exceptions = {} } = readAll()[where] ?? {};
  const known = Object.entries(exceptions).map(([path, { is }]) => [path, is]);
  return { exactRows, exceptions: Object.fromEntries(known) as Record<string, string> };
}

/** Whether the list is to be made anew instead of being held to: `DAMAGE_EXCEPTIONS=write`. */
export function isListWritten(): boolean {
  return process.env['DAMAGE_EXCEPTIONS'] === 'write';
}

/**
 * Writes the list of one place anew. The cause of an exception that is as it was stays as it is
 * written there.
 */
export function writeKnownFindings(
  where: DecodedIn,
  { exactRows, exceptions: found }: DamageFindings,
  goldens: readonly DamageGolden[],
): void {
  const all = readAll();
  const words = new Map(goldens.map(({ path, refusal }) => [path, refusal ?? 'a row']));
  const entries = Object.entries(found).map(([path, is]): [string, KnownException] => {
    const before = all[where]?.exceptions[path];
    if (before?.is === is) return [path, before];
    return [path, { is, cause: causeOf({ path, pillow: words.get(path) ?? 'a row', ours: is }) }];
  });
  const exceptions = Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const text = JSON.stringify({ ...all, [where]: { exactRows, exceptions } }, null, 2);
  writeFileSync(new URL(`../fixtures/${FILE}`, import.meta.url), `${text}\n`);
}
