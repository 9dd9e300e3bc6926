import type { Blocker } from '../../pool/wire/blocker.ts';
import type { RowsMessage, RowsAck } from '../../pool/wire/sink.ts';

/** The number of unanswered messages to the sink after which a worker waits (back-pressure). */
const CREDITS = 2;

/** The sink's answer to the rows of some slots. */
export interface Delivery {
  readonly slots: Uint32Array<ArrayBuffer>;
  readonly blocker: Blocker | null;
  readonly writeMs: number;
}

export interface RowSender {
  /** Sends rows, transferring their buffer. Waits first if no credit is left. */
  send(slots: Uint32Array<ArrayBuffer>, rows: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Waits until all rows sent were stored or refused, and returns the answers. */
  settle(): Promise<readonly Delivery[]>;
  close(): void;
}

/** Sends rows to the sink over a port, with back-pressure. `onFree` gets their memory back. */
export function createRowSender(
  port: MessagePort,
  onFree: (memory: ArrayBuffer) => void,
): RowSender {
  const pending = new Map<number, Promise<void>>();
  const answer = new Map<number, (ack: RowsAck) => void>();
  let deliveries: Delivery[] = [];
  let nextId = 0;

  port.onmessage = ({ data }: MessageEvent<RowsAck>) => answer.get(data.id)?.(data);

  return {
    async send(slots, rows) {
      while (pending.size >= CREDITS) await Promise.race(pending.values());
      const id = nextId;
      nextId += 1;
      const stored = new Promise<void>((resolve) => {
        answer.set(id, ({ blocker, writeMs, memory }) => {
          onFree(memory);
          answer.delete(id);
          pending.delete(id);
          deliveries.push({ slots, blocker, writeMs });
          resolve();
        });
      });
      pending.set(id, stored);
      const message: RowsMessage = { id, slots, rows };
      port.postMessage(message, [rows.buffer]);
    },
    async settle() {
      await Promise.all(pending.values());
      const settled = deliveries;
      deliveries = [];
      return settled;
    },
    close: () => port.close(),
  };
}
