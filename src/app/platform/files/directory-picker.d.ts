interface Window {
  /** File System Access API: Chromium only, so it may be missing. */
  showDirectoryPicker?: (options?: {
    readonly mode?: 'read' | 'readwrite';
  }) => Promise<FileSystemDirectoryHandle>;
  showSaveFilePicker?: (options?: {
    readonly suggestedName?: string;
  }) => Promise<FileSystemFileHandle>;
}

/** Chromium's handles of dropped items. */
interface DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}
