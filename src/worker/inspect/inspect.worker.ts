import { expose } from 'comlink';

import { createInspectCalls } from './inspect-calls.ts';

expose(createInspectCalls());
