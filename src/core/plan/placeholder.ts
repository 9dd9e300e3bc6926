import type { Verdict } from '../verdict.ts';

/**
 * The names that a program gives to files which it has not downloaded. iCloud Drive before macOS 14:
 * `.NAME.icloud`; github.com/nextcloud/desktop and github.com/owncloud/client: `NAME.nextcloud` and
 * `NAME.owncloud` (APPLICATION_DOTVIRTUALFILE_SUFFIX). Others open such a file as if it were there.
 */
const PLACEHOLDERS: readonly (readonly [by: string, name: RegExp])[] = [
  ['iCloud Drive', /^\.(.+)\.icloud$/is],
  ['Nextcloud', /^(.+)\.nextcloud$/is],
  ['ownCloud', /^(.+)\.owncloud$/is],
];

/** The verdict on a file; if that is a placeholder and no image, with the advice to download it. */
export function withAdvice<Outcome extends Verdict>(path: string, outcome: Outcome): Outcome {
  if (outcome.verdict !== 'failed') return outcome;
  if (outcome.code !== 'not-an-image' && outcome.code !== 'empty') return outcome;
  const file = path.slice(path.lastIndexOf('/') + 1);
  for (const [by, name] of PLACEHOLDERS) {
    const image = name.exec(file)?.[1];
    if (image === undefined) continue;
    const detail = `This is only a placeholder: ${by} has not downloaded “${image}”. Download it, then drop the folder again.`;
    return { ...outcome, detail };
  }
  return outcome;
}
