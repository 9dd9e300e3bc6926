import { readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { benchPanel, type PanelReport } from './bench-panel.ts';
import { benchWarm, type WarmReport } from './bench-warm.ts';
import { generateFiles } from './generate-files.ts';
import { benchUserPath, type PathReport } from './user-path/bench-user-path.ts';

/** Files that every peer reads. */
const IMAGE = new URL('../../test/fixtures/images/orange.jpg', import.meta.url);
const FILES = 24;
/** Short enough for a test: a folder of tiny images is copied a few times. */
const SECONDS = 0.02;

export interface SmokeReport {
  readonly userPath: PathReport;
  readonly warm: WarmReport;
  readonly panel: PanelReport;
  readonly text: string;
}

/**
 * The user's path, the warm figures and the page's own comparison once each, on a tiny folder and with everything that bench can
 * measure: it shows that bench works, and its figures mean nothing.
 */
export async function benchSmoke(): Promise<SmokeReport> {
  const image = await readFile(IMAGE);
  const folder = await generateFiles(FILES, () => image);
  const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
  const shared = { folder, workerCounts: [2], rounds: 1, seconds: SECONDS };
  try {
    const userPath = await benchUserPath({
      ...shared,
      modes: ['exact', 'turbo'],
      pages: [dist],
      isWanted: () => true,
      samplesMemory: process.platform === 'linux',
    });
    const isWanted = (name: string) => ['pixelpool', 'pillow'].includes(name);
    const warm = await benchWarm({ ...shared, modes: ['turbo'], isWanted });
    const isPage = (name: string) => name === 'pixelpool';
    const panelOptions = { ...shared, modes: [], isWanted: isPage, panelSeconds: 5 };
    const panel = await benchPanel(panelOptions, warm.warm);
    const text = [userPath.text, warm.text, panel.text].join('\n');
    return { userPath, warm, panel, text };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
