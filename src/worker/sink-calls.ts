import { npyHeader } from '../core/npy.ts';
import type { RowsMessage, RowsReceipt, SinkCalls } from '../pool/wire.ts';
import { createMemorySink } from '../rows/memory-sink.ts';
import type { RowSink } from '../rows/row-sink.ts';

/** What the sink worker does when it is called: it owns the rows of one run at a time. */
export function createSinkCalls(): SinkCalls<MessagePort, Blob> {
  let sink: RowSink<Uint8Array<ArrayBuffer>> | null = null;
  let ports: MessagePort[] = [];

  function store({ id, slots, rows }: RowsMessage): RowsReceipt {
    if (sink === null) {
      const detail = 'The rows were let go before this one arrived.';
      return { id, failure: { code: 'storage-full', detail }, writeMs: 0 };
    }
    const startedAt = performance.now();
    const failure = sink.write(slots, rows);
    return { id, failure, writeMs: performance.now() - startedAt };
  }

  function letGo(): void {
    for (const port of ports) port.close();
    ports = [];
    sink?.close();
    sink = null;
  }

  return {
    async open(layout) {
      letGo();
      sink = createMemorySink(layout);
    },
    async connect(port) {
      ports.push(port);
      port.onmessage = ({ data }: MessageEvent<RowsMessage>) => port.postMessage(store(data));
    },
    async exportArray({ slots, blank, height, width }) {
      if (sink === null) throw new Error('exportArray was called before open');
      const blanks = new Set(blank);
      const header = npyHeader(slots.length, height, width);
      const parts = sink.parts(slots, (slot) => blanks.has(slot));
      return new Blob([header, ...parts], { type: 'application/octet-stream' });
    },
    async ping() {},
  };
}
