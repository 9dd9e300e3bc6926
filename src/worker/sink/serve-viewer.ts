import { errorMessage } from '../../core/error-message.ts';
import type { RowsReply, ViewerRequest } from '../../pool/wire/viewer.ts';
import { createMosaic, type Mosaic } from './paint-mosaic.ts';
import type { RowStore } from './row-store.ts';

/** Bytes of rows that are read at once for a mosaic. */
const MOSAIC_BYTES = 2 ** 20;
/** More rows than can be stored between two looks of the page at what is stored. */
const RECENT_ROWS = 4096;

/** Those who look at the rows of a store: nothing that they ask for can harm it. */
export interface Viewers {
  connect(port: MessagePort): void;
  /** Shows rows that were stored. */
  show(slots: Uint32Array, rows: Uint8Array): void;
  close(): void;
}

/** Answers viewers from the store of the moment. */
export function createViewers(storeNow: () => RowStore | null, rowBytes: () => number): Viewers {
  let ports: MessagePort[] = [];
  let mosaic: Mosaic | null = null;
  // the page learns of rows after they were stored, some of them when it has asked for a mosaic
  let recent: Uint32Array[] = [];

  function read(slots: Uint32Array, memory: ArrayBuffer | null): Uint8Array<ArrayBuffer> {
    const store = storeNow();
    if (store === null) throw new Error('The run is closed.');
    const bytes = slots.length * rowBytes();
    const has = memory !== null && memory.byteLength >= bytes;
    const rows = new Uint8Array(has ? memory : new ArrayBuffer(bytes), 0, bytes);
    let at = 0;
    for (const piece of store.pieces(slots, () => false)) {
      rows.set(piece, at);
      at += piece.length;
    }
    return rows;
  }

  function answer({
    id,
    slots,
    memory,
  }: ViewerRequest<OffscreenCanvas> & { kind: 'rows' }): RowsReply {
    try {
      return { id, rows: read(slots, memory) };
    } catch (error) {
      return { id, reason: errorMessage(error) };
    }
  }

  function remember(slots: Uint32Array): void {
    recent.push(slots);
    const rows = recent.reduce((sum, { length }) => sum + length, 0);
    if (rows - (recent[0]?.length ?? 0) >= RECENT_ROWS) recent.shift();
  }

  function beginMosaic(request: ViewerRequest<OffscreenCanvas> & { kind: 'mosaic' }): void {
    const { canvas, layout } = request;
    const stored = Uint32Array.from(
      [request.stored, ...recent].flatMap((slots) => Array.from(slots)),
    );
    mosaic?.close();
    try {
      mosaic = createMosaic(canvas, layout);
      const rowsAtOnce = Math.max(1, Math.floor(MOSAIC_BYTES / rowBytes()));
      for (let from = 0; from < stored.length; from += rowsAtOnce) {
        const slots = stored.subarray(from, from + rowsAtOnce);
        mosaic.add(slots, read(slots, null));
      }
    } catch {
      mosaic = null; // it is only a picture
    }
  }

  return {
    connect(port) {
      ports.push(port);
      port.onmessage = ({ data }: MessageEvent<ViewerRequest<OffscreenCanvas>>) => {
        if (data.kind === 'mosaic') return beginMosaic(data);
        const reply = answer(data);
        port.postMessage(reply, 'rows' in reply ? [reply.rows.buffer] : []);
      };
    },
    show(slots, rows) {
      remember(slots);
      try {
        mosaic?.add(slots, rows);
      } catch {
        mosaic = null;
      }
    },
    close() {
      for (const port of ports) port.close();
      ports = [];
      mosaic?.close();
      mosaic = null;
      recent = [];
    },
  };
}
