import { transfer } from 'comlink';

import { npyHeader } from '../../core/output/npy.ts';
import { rowBytesOf } from '../../core/recipe/recipe.ts';
import type { StoredPart } from '../../core/plan/stored-run.ts';
import { createMutex } from '../../core/mutex.ts';
import type {
  ArrayRequest,
  RowStorage,
  RowsMessage,
  RowsAck,
  SinkCalls,
} from '../../pool/wire/sink.ts';
import { storageLost } from '../../store/stored-file.ts';
import { createMemoryStore, memoryLimitBytes } from './memory-store.ts';
import { beginDiskRun, openDiskRun, type DiskRun } from './open-disk-run.ts';
import { openRunFolders } from './opfs-runs.ts';
import { paintRows } from './paint-rows.ts';
import { assertThere, type RowStore } from './row-store.ts';
import { listStoredRuns } from './run-list.ts';
import { createFormCalls } from './form-calls.ts';
import { saveArray } from './save-array.ts';
import { createViewers } from './serve-viewer.ts';

const CLOSED = storageLost('The run was closed before this arrived.');

type Calls = SinkCalls<MessagePort, Blob, FileSystemFileHandle, ImageBitmap>;

/** The calls of the sink worker, which owns the rows of one run at a time. */
export function createSinkCalls(): Calls {
  let store: RowStore | null = null;
  let disk: DiskRun | null = null;
  let parts: Iterator<StoredPart, void, void> | null = null;
  let ports: MessagePort[] = [];
  let rowBytes = 0;
  const viewers = createViewers(
    () => store,
    () => rowBytes,
  );
  // if two runs are opened at once, this keeps the first from staying open unnoticed
  const mutex = createMutex();

  function closeStore(): void {
    for (const port of ports) port.close();
    ports = [];
    viewers.close();
    store?.close();
    [store, disk, parts] = [null, null, null];
  }

  function storeRows({ id, slots, rows }: RowsMessage): RowsAck {
    const startedAt = performance.now();
    const blocker = store === null ? CLOSED : store.write(slots, rows);
    const writeMs = performance.now() - startedAt;
    if (blocker === null) viewers.show(slots, rows);
    return { id, blocker, writeMs, memory: rows.buffer };
  }

  function adopt(opened: DiskRun): void {
    disk = opened;
    ({ store, parts } = opened);
  }

  const inMemory = (
    layout: { readonly slots: number; readonly rowBytes: number },
    reason: string,
  ): RowStorage => {
    const limitBytes = memoryLimitBytes();
    store = createMemoryStore({ ...layout, limitBytes });
    return { kind: 'memory', reason, limitBytes };
  };

  return {
    open: (layout, head) =>
      mutex.runExclusive(async () => {
        closeStore();
        ({ rowBytes } = layout);
        if (head === null) return inMemory(layout, 'These rows are not meant to be saved.');
        const folders = await openRunFolders();
        if ('reason' in folders) return inMemory(layout, folders.reason);
        const begun = await beginDiskRun(() => folders.create(head.id), layout, head);
        if ('reason' in begun) return inMemory(layout, begun.reason);
        adopt(begun);
        return { kind: 'disk' };
      }),
    addPlan: async (part) => (store === null ? CLOSED : store.addPlan(part)),
    endPlan: async (remainder) => (store === null ? CLOSED : store.endPlan(remainder)),
    recordDispatch: async (dispatch) => (store === null ? CLOSED : store.recordDispatch(dispatch)),
    commit: async (commit) => (store === null ? CLOSED : store.commit(commit)),
    recordPause: async (pause) => (store === null ? CLOSED : store.recordPause(pause)),
    recordExclusion: async (step) => (store === null ? CLOSED : store.recordExclusion(step)),
    async connect(port) {
      ports.push(port);
      port.onmessage = ({ data }: MessageEvent<RowsMessage>) => {
        const ack = storeRows(data);
        port.postMessage(ack, [ack.memory]);
      };
    },
    connectViewer: async (port) => viewers.connect(port),
    tryRoom: async () => (store === null ? CLOSED : store.tryRoom()),
    async exportArray(request) {
      const { header, isBlank } = arrayOf(request);
      const rows = await present(store).exportParts(request.slots, isBlank);
      return new Blob([header, ...rows], { type: 'application/octet-stream' });
    },
    async saveArray(request, target, onProgress) {
      const rows = present(store);
      const { header, isBlank } = arrayOf(request);
      await assertThere(rows);
      function* pieces(): Generator<Uint8Array<ArrayBuffer>, void, void> {
        yield header;
        yield* rows.pieces(request.slots, isBlank);
      }
      await saveArray(target, pieces(), onProgress, () => assertThere(rows));
    },
    ...createFormCalls(() => present(store)),
    async paintRows(request) {
      const pictures = await paintRows(present(store), request);
      return transfer(
        pictures,
        pictures.flatMap((picture) => picture ?? []),
      );
    },
    ping: async () => (store === null ? CLOSED : store.ping()),
    async listRuns() {
      const folders = await openRunFolders();
      return 'reason' in folders ? [] : listStoredRuns(folders, ownRun(disk));
    },
    openRun: (id, wasCleanExit) =>
      mutex.runExclusive(async () => {
        closeStore();
        const folders = await openRunFolders();
        if ('reason' in folders) return { kind: 'lost', reason: folders.reason };
        const folder = await folders.open(id);
        if (folder === 'locked') return { kind: 'locked' };
        if (folder === 'missing') return { kind: 'lost', reason: 'The run was deleted.' };
        const opened = await openDiskRun(folder, wasCleanExit);
        if ('reason' in opened) return { kind: 'lost', reason: opened.reason };
        adopt(opened.disk);
        rowBytes = rowBytesOf(opened.disk.journal.head.parameters.recipe);
        return { kind: 'opened', run: opened.run };
      }),
    async nextPart() {
      const next = parts?.next();
      return next === undefined || next.done === true ? null : next.value;
    },
    deleteRun: (id) =>
      mutex.runExclusive(async () => {
        if (disk?.journal.head.id === id) closeStore();
        const folders = await openRunFolders();
        return 'reason' in folders || folders.delete(id);
      }),
    close: () => mutex.runExclusive(async () => closeStore()),
  };
}

function arrayOf({ blank, shape }: ArrayRequest): {
  readonly header: Uint8Array<ArrayBuffer>;
  readonly isBlank: (slot: number) => boolean;
} {
  const blanks = new Set(blank);
  return { header: npyHeader(shape), isBlank: (slot) => blanks.has(slot) };
}

function present(store: RowStore | null): RowStore {
  if (store === null) throw new Error(CLOSED.detail);
  return store;
}

function ownRun(disk: DiskRun | null): Parameters<typeof listStoredRuns>[1] {
  if (disk === null || !disk.journal.isWhole) return null;
  const { head, ledger, status } = disk.journal;
  return { head, ...ledger.counts, status: status() };
}
