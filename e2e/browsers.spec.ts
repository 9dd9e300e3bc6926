import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { Page } from '@playwright/test';

import type { BrowserSession } from '../tools/browsers/browser-session.ts';
import type { FlatCopy } from '../tools/browsers/flat-copy.ts';
import { openBrowser, type BrowserKind } from '../tools/browsers/open-browser.ts';
import { delayWorkers, unfold } from '../tools/browsers/page-tasks.ts';
import {
  chooseCopy,
  chooseFolder,
  compare,
  hashOfDownload,
  openPage,
  press,
  showRows,
  textOfDownload,
  untilShown,
} from '../tools/browsers/user-steps.ts';
import { clickToDownload, planFolder, runToResult } from '../tools/drive/drive-page.ts';
import { colouredFolder } from './coloured-folder.ts';
import { downloadManifest } from './read-result.ts';
import { expect, test as base, CORES } from './test.ts';

interface BrowserFixtures {
  /** Opens a browser that is closed after the test, and skips the test if this machine lacks it. */
  openSession(kind: BrowserKind): Promise<BrowserSession>;
}

/** The array's SHA-256, and the manifest. */
interface Made {
  readonly array: string;
  readonly manifest: string;
}

const test = base.extend<BrowserFixtures>({
  openSession: async ({}, use, info) => {
    const opened: BrowserSession[] = [];
    await use(async (kind) => {
      const session = await openBrowser(kind);
      info.skip(session === null, `${kind} is not installed`);
      if (session === null) throw new Error('A skipped test goes on.');
      opened.push(session);
      return session;
    });
    await Promise.all(opened.map((session) => session.close()));
  },
});

/** Everything that the unit tests decode, and much that is no image. */
const FIXTURES = fileURLToPath(new URL('../test/fixtures', import.meta.url));
const PHOTOS = 200;

for (const kind of ['firefox', 'webkit'] as const) {
  test(`W5 ${kind} makes the array and the manifest that Chromium makes`, async ({
    open,
    openSession,
    served,
  }) => {
    const session = await openSession(kind);
    for (const decode of ['exact', 'turbo']) {
      const query = `decode=${decode}&orientation=apply&workers=${CORES}`;
      const expected = await makeInChromium(await open(query), FIXTURES);
      await openPage(session, `${served.address}?${query}`);
      const copy = await chooseFolder(session, FIXTURES);
      await press(session, 'Start');
      expect(await readMade(session)).toEqual(expected);
      await copy.remove();
    }
  });

  test(`W6 ${kind} compares, pauses, resumes after a reload if it can store, and shows all rows`, async ({
    open,
    openSession,
    makeFolder,
    served,
  }) => {
    const session = await openSession(kind);
    const folder = await makeFolder('photos', colouredFolder(PHOTOS));
    const expected = await makeInChromium(await open(), folder);
    await openPage(session, `${served.address}?workers=${CORES}`);
    const copy = await chooseFolder(session, folder);
    await compare(session);
    await session.run(delayWorkers, 100);
    await press(session, 'Start');
    await press(session, 'Pause');
    await untilShown(session, /\nResume\n/);
    await (kind === 'webkit'
      ? resumeInMemory(session)
      : resumeStored(session, served.address, copy));
    expect(await readMade(session)).toEqual(expected);
    await showRows(session, 20);
    await copy.remove();
  });
}

/** There is no private file system in WebKitGTK: the page says that the rows are in memory. */
async function resumeInMemory(session: BrowserSession): Promise<void> {
  await untilShown(
    session,
    /Rows are kept in memory, up to .*, and are lost if you leave the page/,
  );
  await press(session, 'Resume');
}

async function resumeStored(
  session: BrowserSession,
  address: string,
  { files, paths }: FlatCopy,
): Promise<void> {
  await openPage(session, address);
  await untilShown(session, /Earlier runs/);
  await session.run(unfold, null);
  await press(session, 'Resume');
  await untilShown(session, /Drop .photos. again to resume/);
  await chooseCopy(session, { files, paths });
}

async function makeInChromium(page: Page, folder: string): Promise<Made> {
  await planFolder(page, folder);
  await runToResult(page);
  const array = await readFile(await (await clickToDownload(page, 'Download')).path());
  const { text } = await downloadManifest(page);
  return { array: createHash('sha256').update(array).digest('hex'), manifest: text };
}

async function readMade(session: BrowserSession): Promise<Made> {
  await untilShown(session, /\.npy/);
  const array = await hashOfDownload(session, 'Download');
  return { array, manifest: await textOfDownload(session, 'Manifest') };
}
