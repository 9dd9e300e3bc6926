import type { Failure } from '../core/verdict.ts';
import type { ArchiveBytes } from './archive-bytes.ts';
import type { ArchiveItem, ListingEnd } from './archive-entry.ts';
import { createTarWindow } from './tar-window.ts';
import {
  BLOCK_BYTES,
  isZeroBlock,
  readPaxRecords,
  readTarHeader,
  textOf,
  type TarHeader,
} from './tar-header.ts';

/** A longer name or pax header is no name. */
const MAX_META_BYTES = 2 ** 20;
const DAMAGED =
  'It is damaged: a header has a wrong checksum. Download or make it again, or unpack it and drop the folder.';
const CUT = 'It is cut off: it ends within a file. Download or copy it again.';
const NO_TAR = 'It is no tar archive. If it is compressed, unpack it, then drop the folder.';

/** What headers before a file's own one say of it. */
interface Override {
  readonly name?: string;
  readonly bytes?: number;
  readonly modifiedSeconds?: number;
  readonly isSparse?: boolean;
}

/**
 * Lists a tar by its headers: ustar, pax, and GNU's long names. Files are skipped. Rejects only if the
 * archive cannot be read.
 */
export async function* listTar(bytes: ArchiveBytes): AsyncGenerator<ArchiveItem, ListingEnd> {
  const window = createTarWindow(bytes);
  let override: Override = {};
  for (let at = 0; at < bytes.size;) {
    const block = await window.read(at, BLOCK_BYTES);
    if (block.length < BLOCK_BYTES) return at === 0 ? NO_TAR : CUT;
    if (isZeroBlock(block)) return at === 0 && bytes.size > 2 ** 16 ? NO_TAR : null;
    const header = readTarHeader(block);
    if (header === null) return at === 0 ? NO_TAR : DAMAGED;
    const isMeta = META_TYPES.has(header.type);
    const size = isMeta ? header.bytes : (override.bytes ?? header.bytes);
    if (!Number.isSafeInteger(size) || size < 0) return DAMAGED;
    const start = at + BLOCK_BYTES;
    const hasBytes = !BODILESS_TYPES.has(header.type);
    at = start + (hasBytes ? Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES : 0);
    if (isMeta) {
      if (size > MAX_META_BYTES) return DAMAGED;
      override = Object.assign(override, overrideOf(header.type, await window.read(start, size)));
      continue;
    }
    const isCut = hasBytes && start + size > bytes.size;
    yield itemOf(header, override, start, isCut);
    if (isCut) return CUT;
    override = {};
  }
  return null;
}

/** Pax headers, of one file and of all; GNU's long names and link names. */
const META_TYPES = new Set(['x', 'g', 'L', 'K']);
/** Links, devices, folders and pipes have no bytes, whatever their size says. */
const BODILESS_TYPES = new Set(['1', '2', '3', '4', '5', '6']);
/** What is no file: a volume's label, and a folder's list in an incremental archive, too. */
const OTHER_TYPES = new Set(['1', '2', '3', '4', '6', 'V']);
const FOLDER_TYPES = new Set(['5', 'D']);

function overrideOf(type: string, meta: Uint8Array): Override {
  if (type === 'L') return { name: textOf(meta, 0, meta.length) };
  if (type !== 'x') return {};
  const records = readPaxRecords(meta);
  const name = records.get('path');
  const bytes = records.get('size');
  const seconds = records.get('mtime');
  return {
    ...(name === undefined ? {} : { name }),
    ...(bytes === undefined ? {} : { bytes: Number(bytes) }),
    ...(seconds === undefined ? {} : { modifiedSeconds: Number(seconds) }),
    ...([...records.keys()].some((key) => key.startsWith('GNU.sparse')) ? { isSparse: true } : {}),
  };
}

function itemOf(header: TarHeader, override: Override, at: number, isCut: boolean): ArchiveItem {
  const name = override.name ?? header.name;
  if (OTHER_TYPES.has(header.type)) return { kind: 'other' };
  if (FOLDER_TYPES.has(header.type) || name.endsWith('/')) return { kind: 'folder', name };
  const bytes = override.bytes ?? header.bytes;
  const modifiedMs = Math.trunc((override.modifiedSeconds ?? header.modifiedSeconds) * 1000);
  const sizes = { at, span: bytes, packedBytes: bytes, bytes };
  const isSparse = override.isSparse === true || header.type === 'S';
  const failure = failureOf(isCut, isSparse || header.type === 'M');
  const known = { crc32: null, modifiedMs: Number.isNaN(modifiedMs) ? null : modifiedMs };
  return { kind: 'file', name, file: { packing: 'plain', ...sizes, ...known, failure } };
}

function failureOf(isCut: boolean, isPart: boolean): Failure | null {
  if (isCut) return { code: 'corrupt', detail: 'The archive ends before this file does.' };
  if (!isPart) return null;
  const detail =
    'It is stored in parts (sparse, or over several archives). Unpack the archive, then drop the folder.';
  return { code: 'unsupported', detail };
}
