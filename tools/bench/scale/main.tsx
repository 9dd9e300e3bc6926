// The page as it is, except that the dropped files and their pixels are made up.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from '../../../src/app/components/app/App.tsx';
import { browserPlatform } from '../../../src/app/platform/platform.ts';
import { createSession } from '../../../src/app/state/session.ts';
import type { ScaleWindow } from './scale-window.ts';
import { spawnStubDecoder } from './spawn-stub-decoder.ts';
import { transferOfFiles } from './stub-entries.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const platform = browserPlatform();
const built = createSession({
  ...platform,
  openFile: async () => new File(['x'], 'image.jpg'),
  spawnDecodeWorker: () =>
    spawnStubDecoder(() => {
      scale.lastReportMs = performance.now();
    }),
});

const session = {
  ...built,
  showMosaic: async (...request: Parameters<typeof built.showMosaic>) =>
    scale.hasMosaic ? built.showMosaic(...request) : null,
};

const scale: ScaleWindow = {
  dropFiles: (files) => session.addDrop(transferOfFiles(files)),
  lastReportMs: 0,
  hasMosaic: true,
};
window.scale = scale;

createRoot(root).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
);
