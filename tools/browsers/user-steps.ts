import type { BrowserSession } from './browser-session.ts';
import { makeFlatCopy, type FlatCopy } from './flat-copy.ts';
import {
  chooseValue,
  clickButton,
  countPaintedCells,
  forgetSavedFile,
  hashSavedFile,
  keepSavedFiles,
  prepareInput,
  readSavedFile,
  showsText,
} from './page-tasks.ts';

/** How often the page is asked. */
const ASK_MS = 40;
/** For a busy machine. */
const LIMIT_MS = 600_000;

/** Opens the page, which then keeps what it saves. */
export async function openPage(session: BrowserSession, address: string): Promise<void> {
  await session.open(address);
  await session.run(keepSavedFiles, null);
}

/** Chooses a folder. Its copy has to stay until the run has ended. */
export async function chooseFolder(session: BrowserSession, folder: string): Promise<FlatCopy> {
  const copy = await makeFlatCopy(folder);
  await chooseCopy(session, copy);
  return copy;
}

/** Chooses the files of a copy, with the paths that they have in their folder. */
export async function chooseCopy(
  session: BrowserSession,
  { files, paths }: Pick<FlatCopy, 'files' | 'paths'>,
): Promise<void> {
  await until('an input for files', () => session.run(prepareInput, paths));
  await session.chooseFiles(files);
}

/** Clicks the button of this name as soon as that is possible. */
export async function press(session: BrowserSession, name: string): Promise<void> {
  await until(`the button ${name}`, () => session.run(clickButton, name));
}

/** Waits until the page shows a text of this pattern. */
export async function untilShown(session: BrowserSession, pattern: RegExp): Promise<void> {
  await until(String(pattern), () => session.run(showsText, pattern.source));
}

/** Runs the comparison of five seconds to its end. */
export async function compare(session: BrowserSession): Promise<void> {
  await until('the times of a comparison', () => session.run(chooseValue, '5'));
  await press(session, 'Compare');
  await untilShown(session, /each time · \d+ passes/);
}

/** Opens the contact sheet, and waits until this many rows are painted. */
export async function showRows(session: BrowserSession, rows: number): Promise<void> {
  await press(session, 'Show all rows');
  const countRows = async (): Promise<boolean> =>
    (await session.run(countPaintedCells, null)) >= rows;
  await until(`${rows} rows`, countRows);
}

/** SHA-256 of the file that a button of the result saves. */
export async function hashOfDownload(session: BrowserSession, name: string): Promise<string> {
  return saved(session, name, () => session.run(hashSavedFile, null));
}

/** The text of the file that a button of the result saves. */
export async function textOfDownload(session: BrowserSession, name: string): Promise<string> {
  return saved(session, name, () => session.run(readSavedFile, null));
}

async function saved(
  session: BrowserSession,
  name: string,
  read: () => Promise<string | null>,
): Promise<string> {
  await session.run(forgetSavedFile, null);
  await press(session, name);
  return until(`the file of ${name}`, read);
}

/** Asks until the answer is neither false nor null; rejects after ten minutes. */
async function until<Answer>(
  what: string,
  ask: () => Promise<Answer | false | null>,
): Promise<Answer> {
  for (const endAt = performance.now() + LIMIT_MS; performance.now() < endAt;) {
    const answer = await ask();
    if (answer !== false && answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
  throw new Error(`The page did not show ${what}.`);
}
