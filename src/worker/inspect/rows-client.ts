import type { RowsReply, ViewerRequest } from '../../pool/wire/viewer.ts';

/** Reads rows of the sink over a port. */
export interface RowsClient {
  /** Rejects if they cannot be read. `memory` is used again if it is large enough. */
  read(
    slots: Uint32Array<ArrayBuffer>,
    memory: ArrayBuffer | null,
  ): Promise<Uint8Array<ArrayBuffer>>;
}

export function createRowsClient(port: MessagePort): RowsClient {
  const waiting = new Map<number, (reply: RowsReply) => void>();
  let lastId = 0;
  port.onmessage = ({ data }: MessageEvent<RowsReply>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  return {
    read(slots, memory) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, (reply) => {
          if ('rows' in reply) resolve(reply.rows);
          else reject(new Error(reply.reason));
        });
        const request: ViewerRequest<OffscreenCanvas> = { kind: 'rows', id, slots, memory };
        port.postMessage(request, memory === null ? [] : [memory]);
      });
    },
  };
}
