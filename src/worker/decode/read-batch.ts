import { isPermissionLost, PERMISSION_LOST } from '../../core/permission-lost.ts';
import type { Refusal } from '../../formats/sniff.ts';
import { HEAD_BYTES } from '../../formats/survey.ts';
import type { Failure } from '../../core/verdict.ts';
import type { FileBatch, FilePart } from '../../pool/wire/batch.ts';
import type { Blocker } from '../../pool/wire/blocker.ts';
import { tooShort } from '../read/too-short.ts';
import { refuseByHead } from './refuse-by-head.ts';
import type { KeptReader } from './kept-reader.ts';
import { readPackedAlone, unpackTogether } from './read-packed.ts';

/** The bytes of one file of a batch, or the reason they were not read. */
export interface ReadFile {
  readonly slot: number;
  readonly content: Uint8Array<ArrayBuffer> | Refusal;
}

/** The files of a batch, in its order. */
export interface ReadBatch {
  readonly files: readonly ReadFile[];
  /** The reason that files are missing, if they are not to blame. */
  readonly blocker: Blocker | null;
  readonly readMs: number;
  /** Ends the use of the files' bytes: their memory is for another batch. */
  release(): void;
}

/** Larger files are sniffed before they are read, because photo folders contain videos too. */
const LARGE_BYTES = 32 * 2 ** 20;
/** Large files are read in pieces of this size, each a sign of life. */
const PIECE_BYTES = 16 * 2 ** 20;

/**
 * Reads the parts of a batch concurrently, by `reader` if there is one. If reading a part fails because
 * one of its files was changed or deleted, its files are read one by one to identify that file. `onProgress` is called after each read.
 */
export async function readBatch(
  batch: FileBatch<Blob>,
  onProgress: () => void = () => {},
  reader: KeptReader | null = null,
): Promise<ReadBatch> {
  const startedAt = performance.now();
  const files: ReadFile[] = [];
  let blocker: Blocker | null = null;
  const parts = await Promise.all(batch.map((part) => readPart(part, onProgress, reader)));
  for (const { slot, content } of parts.flatMap(({ items }) => items)) {
    if ('kind' in content) blocker = content;
    else files.push({ slot, content });
  }
  return {
    files,
    blocker,
    readMs: performance.now() - startedAt,
    release() {
      for (const { buffer } of parts) if (buffer !== null) reader?.giveBack(buffer);
    },
  };
}

type Content = ReadFile['content'] | Blocker;

/** A file of a part, or the blocker that kept it from being read. */
interface ReadItem {
  readonly slot: number;
  readonly content: Content;
}

interface ReadPart {
  readonly items: readonly ReadItem[];
  /** The kept memory of all items; null if there is none. */
  readonly buffer: ArrayBuffer | null;
}

async function readPart(
  part: FilePart<Blob>,
  onProgress: () => void,
  reader: KeptReader | null,
): Promise<ReadPart> {
  const hasLarge = part.sizes.some((size) => size > LARGE_BYTES);
  const together = hasLarge ? null : await readTogether(part, onProgress, reader);
  onProgress();
  return together ?? { items: await readOneByOne(part, onProgress), buffer: null };
}

async function readTogether(
  part: FilePart<Blob>,
  onProgress: () => void,
  reader: KeptReader | null,
): Promise<ReadPart | null> {
  const { slots, sizes, bytes, at, packed } = part;
  const length = packed === undefined ? sizes.reduce((sum, size) => sum + size, 0) : spanOf(part);
  const wanted = length === bytes.size ? bytes : bytes.slice(at, at + length);
  try {
    const kept = (await reader?.read(wanted, onProgress)) ?? null;
    const buffer = kept ?? (await wanted.arrayBuffer());
    if (kept === null && buffer.byteLength !== length) return null;
    if (packed !== undefined) {
      const read = new Uint8Array(buffer, 0, length);
      return { items: await unpackTogether(read, part, onProgress), buffer: kept };
    }
    let end = 0;
    const items = sizes.map((size, index) => {
      end += size;
      return { slot: slots[index] ?? 0, content: new Uint8Array(buffer, end - size, size) };
    });
    return { items, buffer: kept };
  } catch {
    return null;
  }
}

async function readOneByOne(
  { slots, sizes, bytes, at, packed }: FilePart<Blob>,
  onProgress: () => void,
): Promise<ReadItem[]> {
  const files: ReadItem[] = [];
  for (const [index, entry] of (packed ?? []).entries()) {
    const content = await unlessUnread(() => readPackedAlone(bytes, entry, onProgress));
    files.push({ slot: slots[index] ?? 0, content });
  }
  if (packed !== undefined) return files;
  let end = at;
  for (const [index, size] of sizes.entries()) {
    end += size;
    // reading a slice touches only the file it lies in
    const content = await readAlone(bytes.slice(end - size, end), onProgress);
    files.push({ slot: slots[index] ?? 0, content });
    onProgress();
  }
  return files;
}

function readAlone(file: Blob, onProgress: () => void): Promise<Content> {
  return unlessUnread(async () => {
    if (file.size <= LARGE_BYTES) return new Uint8Array(await file.arrayBuffer());
    return (await refuseLarge(file)) ?? (await readInPieces(file, onProgress));
  });
}

async function unlessUnread(read: () => Promise<ReadFile['content']>): Promise<Content> {
  try {
    return await read();
  } catch (error) {
    if (isPermissionLost(error)) return PERMISSION_LOST;
    return { failure: readFailure(error), format: null };
  }
}

async function readInPieces(file: Blob, onProgress: () => void): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.size);
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const slice = file.slice(at, at + PIECE_BYTES);
    const piece = await slice.arrayBuffer();
    if (piece.byteLength !== slice.size) throw tooShort();
    bytes.set(new Uint8Array(piece), at);
    onProgress();
  }
  return bytes;
}

function spanOf({ packed, at }: FilePart<Blob>): number {
  return Math.max(0, ...(packed ?? []).map((entry) => entry.at + entry.span - at));
}

/** Returns null if a large file may be read, because its first bytes are those of an image. */
async function refuseLarge(source: Blob): Promise<Refusal | null> {
  const head = new Uint8Array(await source.slice(0, HEAD_BYTES).arrayBuffer());
  return refuseByHead(head, source.size);
}

function readFailure(error: unknown): Failure {
  if (error instanceof RangeError) {
    return { code: 'out-of-memory', detail: 'The tab has no memory left to read the file.' };
  }
  const name = error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotFoundError':
      return { code: 'vanished', detail: 'The file was moved or deleted after it was listed.' };
    case 'NotReadableError':
      return {
        code: 'changed',
        detail:
          'The file changed after it was listed, or the browser may not read it. Drop the folder again.',
      };
    default:
      return { code: 'unreadable', detail: `The file could not be read (${name || 'unknown'}).` };
  }
}
