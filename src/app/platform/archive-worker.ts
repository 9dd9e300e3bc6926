import type { PackedEntry } from '../../archive/archive-entry.ts';
import type { ArchiveKind } from '../../archive/archive-kind.ts';
import type { ArchiveListing } from '../../archive/list-archive.ts';
import type { Failure } from '../../core/verdict.ts';
import { superviseCalls, type WorkerThread } from '../../pool/supervise-calls.ts';
import type { ArchiveCalls } from '../../pool/wire/archive.ts';

/** Lists archives, and unpacks single files, in a worker that is there only while it has work. */
export interface ArchiveWorker {
  /** Rejects with a sentence if the archive cannot be read. */
  list(
    file: Blob,
    name: string,
    kind: ArchiveKind,
    onCount: (files: number) => void,
  ): Promise<ArchiveListing>;
  /** Never rejects. */
  extract(file: Blob, entry: PackedEntry): Promise<Blob | Failure>;
}

type Spawn = () => WorkerThread<ArchiveCalls<Blob>>;

/** A directory of a million files is read and parsed in half a minute, and says so now and then. */
const DEADLINES = { list: { ms: 30_000 }, extract: { ms: 30_000 } };

export function createArchiveWorker(spawn: Spawn): ArchiveWorker {
  async function use<T>(call: (calls: ArchiveCalls<Blob>) => Promise<T>): Promise<T> {
    const worker = superviseCalls(spawn, {
      deadlines: DEADLINES,
      clocks: 'own',
      isRejectionDeath: false,
    });
    try {
      return await call(worker.calls);
    } finally {
      worker.dismiss('It is no longer needed.');
    }
  }

  return {
    list: (file, name, kind, onCount) => use((calls) => calls.list(file, name, kind, onCount)),
    async extract(file, entry) {
      try {
        return await use((calls) => calls.extract(file, entry, () => {}));
      } catch {
        const detail =
          'The archive changed after it was listed, or it cannot be read. Drop it again.';
        return { code: 'changed', detail };
      }
    },
  };
}
