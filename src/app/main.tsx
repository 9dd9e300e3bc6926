import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './components/app/App.tsx';
import { browserPlatform } from './platform/platform.ts';
import { createSession } from './state/session.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const session = createSession(browserPlatform());
createRoot(root).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
);
