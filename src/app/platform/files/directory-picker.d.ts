interface Window {
  /** File System Access API, Chromium only. */
  showDirectoryPicker?: (options?: {
    readonly mode?: 'read' | 'readwrite';
  }) => Promise<FileSystemDirectoryHandle>;
  showSaveFilePicker?: (options?: {
    readonly suggestedName?: string;
  }) => Promise<FileSystemFileHandle>;
}

/** Chromium only. */
interface DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}
