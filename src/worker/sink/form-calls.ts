import { channelStatistics, createChannelSums, sumRow } from '../../core/inspect/channel-sums.ts';
import { rowBytesOfSize } from '../../core/output/encode-rows.ts';
import { FORM_FACTS } from '../../core/output/forms.ts';
import type { SavedFile, SavedRows } from '../../forms/array-form.ts';
import { loadForm } from '../../forms/load-form.ts';
import type { FormCallbacks, FormRequest, RowsRequest, SinkCalls } from '../../pool/wire/sink.ts';
import { exportFile } from './export-file.ts';
import { assertThere, type RowStore } from './row-store.ts';
import { saveArray } from './save-array.ts';

type Calls = Pick<
  SinkCalls<MessagePort, Blob, FileSystemFileHandle>,
  'sumRows' | 'exportForm' | 'saveForm'
>;

/** The calls of the sink worker that make files of forms. `storeNow` throws if no run is open. */
export function createFormCalls(storeNow: () => RowStore): Calls {
  return {
    sumRows: async (request) => statisticsOf(storeNow(), request),
    async exportForm(request, callbacks) {
      const store = storeNow();
      await assertThere(store);
      const file = await fileOf(store, request, callbacks);
      const made = await exportFile(file, FORM_FACTS[request.form].mediaType, callbacks.onProgress);
      await assertThere(store);
      return made;
    },
    async saveForm(request, target, callbacks) {
      const store = storeNow();
      await assertThere(store);
      const file = await fileOf(store, request, callbacks);
      await saveArray(target, file.pieces(), callbacks.onProgress, () => assertThere(store));
    },
  };
}

async function fileOf(
  store: RowStore,
  request: FormRequest,
  { paths }: FormCallbacks,
): Promise<SavedFile> {
  const { slots, form, name, size, output, normaliser, labels, longestPath } = request;
  const rows: SavedRows = {
    name,
    count: slots.length,
    size,
    output,
    normaliser,
    labels,
    longestPath,
    paths,
    pieces: () => piecesOf(store, request),
  };
  const file = (await loadForm(form)).files(rows)[request.file];
  if (file === undefined) throw new Error(`${form} has no file ${request.file}`);
  return file;
}

function piecesOf(
  store: RowStore,
  { slots, blank }: RowsRequest,
): Iterable<Uint8Array<ArrayBuffer>> {
  const blanks = new Set(blank);
  return store.pieces(slots, (slot) => blanks.has(slot));
}

function statisticsOf(store: RowStore, request: RowsRequest): ReturnType<typeof channelStatistics> {
  const { slots, size } = request;
  const rowBytes = rowBytesOfSize(size);
  const sums = createChannelSums(slots.length, size.channels);
  let row = 0;
  for (const piece of piecesOf(store, request)) {
    for (let at = 0; at < piece.length; at += rowBytes) {
      sumRow(sums, row++, piece.subarray(at, at + rowBytes));
    }
  }
  const all = Uint32Array.from(slots, (_, index) => index);
  return channelStatistics(sums, all, 0, size.height * size.width);
}
