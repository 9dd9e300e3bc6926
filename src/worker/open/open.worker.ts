import { expose } from 'comlink';

import { createOpenCalls } from './open-calls.ts';

expose(createOpenCalls());
