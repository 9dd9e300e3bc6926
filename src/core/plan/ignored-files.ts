import { LEFT_BEHIND, LEFT_BEHIND_FILES, LEFT_BEHIND_FOLDERS } from './left-behind.ts';

/** Whether images in hidden folders are part of the plan. */
export const HIDDEN_FOLDERS = ['in', 'out'] as const;
export type HiddenFolders = (typeof HIDDEN_FOLDERS)[number];

/** Why a listed file is no candidate. */
export type IgnoredReason = 'left-behind' | 'hidden-folder';

/** Says of a path whether its file is ignored for one of the two reasons, in either plan. */
export type IgnoredTest = (path: string) => IgnoredReason | null;

const isLeftBehindFile = nameTest(LEFT_BEHIND_FILES);
const isLeftBehindFolder = nameTest(LEFT_BEHIND_FOLDERS);

/**
 * Returns a test that remembers the folder of the path before: files of one folder mostly follow
 * each other. A file that is left behind in a hidden folder is `left-behind`.
 */
export function createIgnoredTest(): IgnoredTest {
  let folder = '';
  let reason: IgnoredReason | null = null;
  return (path) => {
    const length = path.lastIndexOf('/') + 1;
    if (length !== folder.length || !path.startsWith(folder)) {
      folder = path.slice(0, length);
      reason = reasonOfFolder(folder);
    }
    if (reason === 'left-behind') return reason;
    return isLeftBehindFile(path.slice(length)) ? 'left-behind' : reason;
  };
}

/** `folder` is '' or ends in a slash. */
function reasonOfFolder(folder: string): IgnoredReason | null {
  const names = folder.split('/').slice(0, -1);
  if (names.some(isLeftBehindFolder)) return 'left-behind';
  return names.some(isHidden) ? 'hidden-folder' : null;
}

/** Whether this is the name of a hidden folder, by the custom of Unix. */
function isHidden(name: string): boolean {
  return name.startsWith('.');
}

/** A sentence about an ignored file: why it is, and by which of its names. */
export function ignoredDetail(path: string, reason: IgnoredReason): string {
  const names = path.split('/');
  const file = names.pop() ?? '';
  if (reason === 'hidden-folder') {
    return `It is in the hidden folder “${names.find(isHidden) ?? ''}”, and those are left out (hidden=out).`;
  }
  const folder = names.find(isLeftBehindFolder);
  return folder === undefined
    ? `Files of this name are left behind by ${makerOf(file, FILE_MAKERS)}.`
    : `Everything in “${folder}” is left behind by ${makerOf(folder, FOLDER_MAKERS)}.`;
}

type Maker = readonly [by: string, makes: (name: string) => boolean];

const FILE_MAKERS = LEFT_BEHIND.map(([by, files]): Maker => [by, nameTest(files)]);
const FOLDER_MAKERS = LEFT_BEHIND.map(([by, , folders]): Maker => [by, nameTest(folders)]);

function makerOf(name: string, makers: readonly Maker[]): string {
  const [by] = makers.find(([, makes]) => makes(name)) ?? ['a system or a program'];
  return by;
}

/** A test of names against patterns: an asterisk is any characters, and case (of ASCII) is ignored. */
function nameTest(patterns: readonly string[]): (name: string) => boolean {
  const sources = patterns.map((pattern) =>
    pattern.replaceAll(/[\\^$.()[\]{}|+?]/g, String.raw`\$&`).replaceAll('*', '.*'),
  );
  const expression = new RegExp(`^(?:${sources.join('|')})$`, 'is');
  return (name) => expression.test(name);
}
