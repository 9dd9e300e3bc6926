import { sniff, type Refusal } from '../core/sniff.ts';
import type { Failure } from '../core/verdict.ts';
import type { FileBatch, FilePart } from '../pool/wire.ts';

/** The bytes of one file of a batch, or why they were not read. */
export interface ReadFile {
  readonly slot: number;
  readonly content: Uint8Array<ArrayBuffer> | Refusal;
}

/** A batch's files, in its order. */
export interface ReadBatch {
  readonly files: readonly ReadFile[];
  readonly readMs: number;
}

/** Larger files are asked what they are before they are read: videos lie beside photos. */
const LARGE_BYTES = 32 * 2 ** 20;
const HEAD_BYTES = 64 * 2 ** 10;
/** More than an image within the pixel limit takes; no tab should hold more at a time. */
const MAX_BYTES = 2 ** 30;

/**
 * Reads the parts of a batch side by side. Where a part is refused, because one of its files changed
 * or went, its files are read one by one, so that it can be named.
 */
export async function readBatch(batch: FileBatch<Blob>): Promise<ReadBatch> {
  const startedAt = performance.now();
  const parts = await Promise.all(batch.map(readPart));
  return { files: parts.flat(), readMs: performance.now() - startedAt };
}

async function readPart(part: FilePart<Blob>): Promise<readonly ReadFile[]> {
  const hasLarge = part.sizes.some((size) => size > LARGE_BYTES);
  const together = hasLarge ? null : await readTogether(part);
  return together ?? readOneByOne(part);
}

async function readTogether({ slots, sizes, bytes }: FilePart<Blob>): Promise<ReadFile[] | null> {
  try {
    const buffer = await bytes.arrayBuffer();
    if (buffer.byteLength !== bytes.size) return null;
    let at = 0;
    return sizes.map((size, index) => {
      at += size;
      return { slot: slots[index] ?? 0, content: new Uint8Array(buffer, at - size, size) };
    });
  } catch {
    return null;
  }
}

async function readOneByOne({ slots, sizes, bytes }: FilePart<Blob>): Promise<ReadFile[]> {
  const files: ReadFile[] = [];
  let at = 0;
  for (const [index, size] of sizes.entries()) {
    at += size;
    // reading a slice touches no other file than its own
    const content = await readAlone(bytes.slice(at - size, at));
    files.push({ slot: slots[index] ?? 0, content });
  }
  return files;
}

async function readAlone(file: Blob): Promise<Uint8Array<ArrayBuffer> | Refusal> {
  try {
    const refused = file.size > LARGE_BYTES ? await refuseLarge(file) : null;
    return refused ?? new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    return { failure: readFailure(error), format: null };
  }
}

/** Null where a large file may be read: its first bytes are those of an image. */
async function refuseLarge(source: Blob): Promise<Refusal | null> {
  const head = new Uint8Array(await source.slice(0, HEAD_BYTES).arrayBuffer());
  const sniffed = sniff(head);
  // a long header may end after the first bytes: the whole file will tell
  const isKnown = 'header' in sniffed || sniffed.failure.code === 'truncated';
  if (!isKnown) return sniffed;
  if (source.size <= MAX_BYTES) return null;
  const detail = `The file has ${source.size} bytes; at most ${MAX_BYTES} can be read at a time.`;
  const format = 'header' in sniffed ? sniffed.header.format : sniffed.format;
  return { failure: { code: 'out-of-memory', detail }, format };
}

function readFailure(error: unknown): Failure {
  const name = error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotFoundError':
      return { code: 'vanished', detail: 'The file was moved or deleted after it was listed.' };
    case 'NotReadableError':
      return {
        code: 'changed',
        detail: 'The file changed after it was listed, or may not be read. Drop the folder again.',
      };
    default:
      return { code: 'unreadable', detail: `The file could not be read (${name || 'unknown'}).` };
  }
}
