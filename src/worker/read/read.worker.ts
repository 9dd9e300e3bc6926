import type { ReadRequest } from '../../pool/wire/read.ts';
import { createReadAnswers } from './answer-reads.ts';

const answer = createReadAnswers((message, transferred) => {
  self.postMessage(message, { transfer: [...transferred] });
});

self.onmessage = ({ data }: MessageEvent<ReadRequest<Blob>>) => void answer(data);
