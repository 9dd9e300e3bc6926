import { expose } from 'comlink';

import { createCanvasDecoder } from '../decoders/native/canvas-decoder.ts';
import { createDecodeCalls } from './decode-calls.ts';

// An exception in an async handler fires nothing on the page's side; thrown again from a task of its
// own it is an uncaught error, which does.
self.addEventListener('unhandledrejection', ({ reason }) => {
  setTimeout(() => {
    throw reason;
  });
});

expose(createDecodeCalls([createCanvasDecoder()]));
