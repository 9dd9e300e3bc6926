import type { Listing } from '../../core/plan.ts';
import type { Failure } from '../../core/verdict.ts';
import type { DecodeWorker } from '../../pool/decode-worker.ts';
import type { FileStat } from '../../pool/wire.ts';
import { openFile, statFile, type FileSource } from './file-source.ts';
import { listDirectoryHandle, listDrop, listInput, type OnCount } from './list-folder.ts';
import { listSamples } from './list-samples.ts';
import { readParameter, showParameters } from './page-address.ts';
import { saveFile } from './save-file.ts';
import { spawnDecodeWorker, spawnSinkWorker, type SinkWorker } from './spawn-workers.ts';

/** What the state asks of the browser, in one place. */
export interface Platform {
  readonly cores: number;
  readonly userAgent: string;
  listDrop(transfer: DataTransfer, onCount: OnCount): Promise<Listing<FileSource>>;
  listInput(chosen: FileList, onCount: OnCount): Listing<FileSource>;
  listSamples(onCount: OnCount): Promise<Listing<FileSource>>;
  listDirectoryHandle(
    root: FileSystemDirectoryHandle,
    onCount: OnCount,
  ): Promise<Listing<FileSource>>;
  /**
   * Null where the user closed the picker, `refused` where the browser did not open it (in a frame
   * of another site, say); undefined where it has none.
   */
  pickDirectory(): Promise<FileSystemDirectoryHandle | 'refused' | null> | undefined;
  statFile(source: FileSource): Promise<FileStat>;
  openFile(source: FileSource, stat: FileStat | null): Promise<File | Failure>;
  spawnDecodeWorker(): DecodeWorker<FileSource>;
  spawnSinkWorker(): SinkWorker;
  readParameter(name: string): string | null;
  showParameters(texts: readonly (readonly [string, string])[]): void;
  saveFile(file: Blob, name: string): void;
}

export function browserPlatform(): Platform {
  return {
    cores: Math.max(1, navigator.hardwareConcurrency),
    userAgent: navigator.userAgent,
    listDrop,
    listInput,
    listSamples,
    listDirectoryHandle,
    pickDirectory: () =>
      window.showDirectoryPicker?.({ mode: 'read' }).catch((error: unknown) => {
        return error instanceof DOMException && error.name === 'AbortError' ? null : 'refused';
      }),
    statFile,
    openFile,
    spawnDecodeWorker,
    spawnSinkWorker,
    readParameter,
    showParameters,
    saveFile,
  };
}
