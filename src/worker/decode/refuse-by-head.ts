import { sniff, type Refusal } from '../../formats/sniff.ts';
import { MAX_FILE_BYTES } from './too-large.ts';

/** Refuses a large file of `bytes` bytes by its first ones; null if they may be those of an image. */
export function refuseByHead(head: Uint8Array<ArrayBuffer>, bytes: number): Refusal | null {
  const sniffed = sniff(head);
  // a long header may not fit in the first bytes: then the whole file decides
  const isKnown = 'header' in sniffed || sniffed.failure.code === 'truncated';
  if (!isKnown) return sniffed;
  if (bytes <= MAX_FILE_BYTES) return null;
  const detail = `The file has ${bytes} bytes. The limit is ${MAX_FILE_BYTES} bytes.`;
  const format = 'header' in sniffed ? sniffed.header.format : sniffed.format;
  return { failure: { code: 'out-of-memory', detail }, format };
}
