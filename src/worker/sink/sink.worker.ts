import { expose } from 'comlink';

import { createSinkCalls } from './sink-calls.ts';

expose(createSinkCalls());
