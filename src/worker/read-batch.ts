import type { Failure } from '../core/verdict.ts';
import type { Batch } from '../pool/wire.ts';

/** The bytes of each item of a batch, in its order, or why they could not be read. */
export interface ReadBatch {
  readonly files: readonly (Uint8Array<ArrayBuffer> | Failure)[];
  readonly readMs: number;
}

/**
 * Reads a whole batch as one Blob, which takes half the time of one read a file. Where that is
 * refused, because one of them changed or went, they are read one by one, so that it can be named.
 */
export async function readBatch(batch: Batch<Blob>): Promise<ReadBatch> {
  const startedAt = performance.now();
  const files = (await readTogether(batch)) ?? (await readOneByOne(batch));
  return { files, readMs: performance.now() - startedAt };
}

async function readTogether(batch: Batch<Blob>): Promise<Uint8Array<ArrayBuffer>[] | null> {
  try {
    const buffer = await new Blob(batch.map(({ source }) => source)).arrayBuffer();
    let end = 0;
    const files = batch.map(({ source }) => {
      end += source.size;
      return new Uint8Array(buffer, end - source.size, source.size);
    });
    return end === buffer.byteLength ? files : null;
  } catch {
    return null;
  }
}

async function readOneByOne(batch: Batch<Blob>): Promise<(Uint8Array<ArrayBuffer> | Failure)[]> {
  const files: (Uint8Array<ArrayBuffer> | Failure)[] = [];
  for (const { source } of batch) {
    try {
      files.push(new Uint8Array(await source.arrayBuffer()));
    } catch (error) {
      files.push(readFailure(error));
    }
  }
  return files;
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
