import type { StorageSpace } from '../../run/run-environment.ts';
import type { Disturbance } from '../../core/comparison/report.ts';
import type { Failure } from '../../core/verdict.ts';
import type { DecodeWorker } from '../../pool/decode-worker.ts';
import type { QueuedImage } from '../../pool/batch-queue.ts';
import type { WorkerThread } from '../../pool/supervise-calls.ts';
import type { FileStat } from '../../core/plan/file-stat.ts';
import { createFileOpener } from './files/file-opener.ts';
import { openAhead } from './files/open-ahead.ts';
import { openFile, statFile, type FileSource } from './files/file-source.ts';
import { droppedKind, type DroppedKind } from './files/dropped-kind.ts';
import { listDrop } from './files/list-drop.ts';
import {
  listDirectoryHandle,
  listInput,
  type FolderListing,
  type OnCount,
} from './files/list-folder.ts';
import { listSamples } from './files/list-samples.ts';
import { parameterNames, readParameter, showParameters } from './page-address.ts';
import type { RootHandle } from './files/root-handle.ts';
import { keepAwake } from './keep-awake.ts';
import { watchDisturbance } from './watch-disturbance.ts';
import {
  deleteFolder,
  saveFolder,
  isReadable,
  savedFolder,
  mayRead,
} from './files/saved-folders.ts';
import { clearCleanExit, markCleanExit, wasCleanExit } from './clean-exit-marker.ts';
import { preventPageCache } from './prevent-page-cache.ts';
import { pickSaveTarget, saveFile } from './save-file.ts';
import { askSpace, askToPersist } from './storage-space.ts';
import { isGone, reopenSource } from './files/reopen-source.ts';
import { newRunId } from './run-id.ts';
import { createSinkWorker, type SinkWorker } from './sink-worker.ts';
import { createInspectWorker, type InspectWorker } from './inspect-worker.ts';
import {
  spawnArchiveWorker,
  spawnDecodeWorker,
  spawnInspectWorker,
  spawnOpenWorker,
  spawnSinkWorker,
} from './spawn-workers.ts';

/** Everything that the state needs from the browser. */
export interface Platform {
  readonly cores: number;
  readonly userAgent: string;
  /** This machine's memory, if the browser reports it. */
  readonly memoryGiB: number | undefined;
  droppedKind(transfer: DataTransfer): DroppedKind;
  listDrop(transfer: DataTransfer, onCount: OnCount): Promise<FolderListing>;
  listInput(chosen: FileList, onCount: OnCount): FolderListing;
  listSamples(onCount: OnCount): Promise<FolderListing>;
  /** Lists a folder, or an archive. */
  listHandle(root: RootHandle, onCount: OnCount): Promise<FolderListing>;
  listArchives(files: readonly File[], onCount: OnCount): Promise<FolderListing>;
  /** As pickDirectory, for one archive. */
  pickArchive(): Promise<FileSystemFileHandle | 'refused' | null> | undefined;
  /**
   * Null if the user closed the picker, `refused` if the browser did not open it (in a
   * cross-origin frame, for example); undefined if the browser has none.
   */
  pickDirectory(): Promise<FileSystemDirectoryHandle | 'refused' | null> | undefined;
  statFile(source: FileSource): Promise<FileStat>;
  openAhead(images: readonly QueuedImage<FileSource>[]): Promise<readonly (FileStat | null)[]>;
  openFile(source: FileSource, stat: FileStat | null): Promise<File | Failure>;
  spawnDecodeWorker(): WorkerThread<DecodeWorker<FileSource>>;
  spawnSinkWorker(): SinkWorker;
  spawnInspectWorker(): InspectWorker;
  readParameter(name: string): string | null;
  parameterNames(): readonly string[];
  showParameters(texts: readonly (readonly [string, string])[]): void;
  saveFile(file: Blob, name: string): void;
  readonly canSaveAs: boolean;
  /** Asks the user for a file to write to; null if none was picked. Call it in a click handler. */
  pickSaveTarget(name: string): Promise<FileSystemFileHandle | null>;
  /** Returns a source for the current bytes of a file, even if it was opened before. */
  reopenSource(
    folder: RootHandle | null,
    path: string,
    source: FileSource | null,
  ): Promise<FileSource | null>;
  /** Whether the folder no longer has this file; false if that is unknown. */
  isGone(folder: RootHandle, path: string): Promise<boolean>;
  newRunId(): string;
  saveFolder(runId: string, folder: RootHandle): Promise<void>;
  savedFolder(runId: string): Promise<RootHandle | null>;
  deleteFolder(runId: string): Promise<void>;
  isReadable(folder: RootHandle): Promise<boolean>;
  mayRead(folder: RootHandle): Promise<boolean>;
  markCleanExit(runId: string): () => void;
  wasCleanExit(runId: string): boolean;
  clearCleanExit(runId: string): void;
  keepAwake(): () => void;
  /** Watches until the result is called, which returns whether measurements were disturbed. */
  watchDisturbance(): () => Disturbance | null;
  askSpace(): Promise<StorageSpace | null>;
  askToPersist(): Promise<void>;
}

export function browserPlatform(): Platform {
  const opener = createFileOpener(spawnOpenWorker);
  return {
    cores: Math.max(1, navigator.hardwareConcurrency),
    userAgent: navigator.userAgent,
    memoryGiB: deviceMemoryGiB(),
    droppedKind,
    listDrop: (transfer, onCount) => listDrop(transfer, onCount, spawnArchiveWorker),
    listInput,
    listSamples,
    async listHandle(root, onCount) {
      if (root.kind === 'directory') return listDirectoryHandle(root, onCount, opener);
      const { listArchiveHandle } = await import('./files/list-archives.ts');
      return listArchiveHandle(root, spawnArchiveWorker, onCount);
    },
    async listArchives(files, onCount) {
      const { listArchiveInput } = await import('./files/list-archives.ts');
      return listArchiveInput(files, spawnArchiveWorker, onCount);
    },
    pickArchive: () =>
      window.showOpenFilePicker?.(ARCHIVE_TYPES).then(([handle]) => handle ?? null, orRefused),
    pickDirectory: () => window.showDirectoryPicker?.({ mode: 'read' }).catch(orRefused),
    statFile: (source) => statFile(source, opener),
    openAhead: (images) => openAhead(images, opener.open),
    openFile,
    spawnDecodeWorker: () => spawnDecodeWorker(opener.open),
    spawnInspectWorker: () => createInspectWorker(spawnInspectWorker),
    spawnSinkWorker: () => createSinkWorker(spawnSinkWorker),
    readParameter,
    parameterNames,
    showParameters,
    saveFile,
    canSaveAs: 'showSaveFilePicker' in window,
    pickSaveTarget,
    reopenSource,
    isGone,
    newRunId,
    saveFolder,
    savedFolder,
    deleteFolder,
    isReadable,
    mayRead,
    markCleanExit(runId) {
      const releases = [markCleanExit(runId), preventPageCache()];
      return () => releases.forEach((release) => release());
    },
    wasCleanExit,
    clearCleanExit,
    keepAwake,
    watchDisturbance,
    askSpace,
    askToPersist,
  };
}

const ARCHIVE_TYPES = {
  types: [
    {
      description: 'Archives of images',
      accept: { 'application/zip': ['.zip'], 'application/x-tar': ['.tar'] },
    },
  ],
} as const;

/** What a picker rejects with: the user closed it, or the browser did not open it. */
function orRefused(error: unknown): 'refused' | null {
  return error instanceof DOMException && error.name === 'AbortError' ? null : 'refused';
}

/** Chromium only. */
function deviceMemoryGiB(): number | undefined {
  const memory: unknown = Reflect.get(navigator, 'deviceMemory');
  return typeof memory === 'number' ? memory : undefined;
}
