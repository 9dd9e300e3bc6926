import { expose } from 'comlink';

import { createArchiveCalls } from './archive-calls.ts';

expose(createArchiveCalls());
