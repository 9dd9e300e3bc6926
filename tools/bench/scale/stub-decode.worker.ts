import { expose } from 'comlink';

import { createStubDecodeCalls } from './stub-decode-calls.ts';

expose(createStubDecodeCalls());
