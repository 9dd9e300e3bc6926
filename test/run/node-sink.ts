import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';

import { npyHeader } from '../../src/core/output/npy.ts';
import { rowBytesOf } from '../../src/core/recipe/recipe.ts';
import type { StoredPart } from '../../src/core/plan/stored-run.ts';
import type { ArrayRequest, RowsMessage } from '../../src/pool/wire/sink.ts';
import type { RunSink } from '../../src/run/run-sink.ts';
import { createFileSink, type FileSink } from '../../src/store/file-sink.ts';
import { movedRows } from '../../src/store/row-index.ts';
import { beginJournal, continueJournal, type RunJournal } from '../../src/store/run-journal.ts';
import { missingRows, replayJournal } from '../../src/store/run-replay.ts';
import { storageFull } from '../../src/store/stored-file.ts';
import { storedParts } from '../../src/store/stored-parts.ts';
import { openStoredFile } from '../../src/cli/store/node-file.ts';

/** A sink on this disk: the real store, without a worker around it. */
export interface NodeSink extends RunSink {
  exportArray(request: ArrayRequest): Promise<Uint8Array>;
}

interface OpenRun {
  readonly journal: RunJournal;
  readonly rows: FileSink;
}

/** Sinks that keep each run in a folder of its own below this one. */
export function createNodeSinks(folder: string): () => NodeSink {
  return () => {
    let open: OpenRun | null = null;
    let parts: Iterator<StoredPart, void, void> | null = null;
    const ports: MessagePort[] = [];

    function opened(): OpenRun {
      if (open === null) throw new Error('No run is open');
      return open;
    }
    const answer = (reason: string | null) => (reason === null ? null : storageFull(0, reason));
    const filesOf = (id: string) => ({
      journal: openStoredFile(join(folder, id, 'journal.bin')),
      rows: openStoredFile(join(folder, id, 'rows-0.bin')),
    });

    function close(): void {
      for (const port of ports.splice(0)) port.close();
      open?.rows.close();
      open?.journal.close();
      open = null;
    }

    return {
      async open(layout, head) {
        if (head === null) throw new Error('A run in Node has a head');
        mkdirSync(join(folder, head.id));
        const files = filesOf(head.id);
        const journal = beginJournal(files.journal, head);
        if (typeof journal === 'string') throw new Error(journal);
        open = { journal, rows: createFileSink(layout, [files.rows]) };
        return { kind: 'disk' };
      },
      addPlan: async (part) => answer(opened().journal.addPlan(part)),
      endPlan: async (remainder) => answer(opened().journal.endPlan(remainder)),
      recordDispatch: async (dispatch) => answer(opened().journal.recordDispatch(dispatch)),
      async commit(commit) {
        const { journal, rows } = opened();
        const stored = commit.outcomes
          .flatMap(({ verdict, slot }) => (verdict === 'failed' ? [] : [slot]))
          .toSorted((a, b) => a - b);
        return rows.check() ?? answer(journal.commit(commit, movedRows(rows.rowIndex, stored)));
      },
      recordPause: async (pause) => answer(opened().journal.recordPause(pause)),
      recordExclusion: async (step) => answer(opened().journal.recordExclusion(step)),
      async connect(port: MessagePort) {
        ports.push(port);
        port.on('message', ({ id, slots, rows }: RowsMessage) => {
          const blocker = opened().rows.write(slots, rows);
          port.postMessage({ id, blocker, writeMs: 0, memory: rows.buffer });
        });
      },
      tryRoom: async () => opened().rows.tryRoom(1),
      ping: async () => open?.rows.check() ?? null,
      listRuns: async () => [],
      async openRun(id, wasCleanExit) {
        if (!existsSync(join(folder, id))) return { kind: 'lost', reason: 'It was deleted.' };
        const files = filesOf(id);
        const replayed = replayJournal(files.journal);
        if ('reason' in replayed) return { kind: 'lost', reason: replayed.reason };
        const { head, ledger, rowIndex } = replayed;
        const missing = missingRows(replayed, [files.rows.size()]);
        const { journal, run } = continueJournal(files.journal, replayed, wasCleanExit, missing);
        const layout = { slots: head.slots, rowBytes: rowBytesOf(head.parameters.recipe) };
        open = { journal, rows: createFileSink(layout, [files.rows], rowIndex) };
        parts = storedParts(files.journal, journal.endBytes, head.slots, ledger.hasOutcome);
        return { kind: 'opened', run };
      },
      async nextPart() {
        const next = parts?.next();
        return next === undefined || next.done === true ? null : next.value;
      },
      deleteRun: async () => false,
      close: async () => close(),
      onDeath: () => () => undefined,
      isDead: () => false,
      terminate: close,
      async exportArray({ slots, blank, shape }) {
        const blanks = new Set(blank);
        const { rows } = opened();
        const pieces = rows
          .parts(slots, (slot) => blanks.has(slot))
          .map(({ file, at, bytes }) => {
            const piece = new Uint8Array(bytes);
            if (file !== null) rows.read(file, piece, at);
            return piece;
          });
        return new Uint8Array(Buffer.concat([npyHeader(shape), ...pieces]));
      },
    };
  };
}
