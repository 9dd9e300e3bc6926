interface Window {
  /** File System Access API, Chromium only. */
  showDirectoryPicker?: (options?: {
    readonly mode?: 'read' | 'readwrite';
  }) => Promise<FileSystemDirectoryHandle>;
  showOpenFilePicker?: (options: {
    readonly types: readonly {
      readonly description: string;
      readonly accept: Readonly<Record<string, readonly string[]>>;
    }[];
  }) => Promise<readonly FileSystemFileHandle[]>;
  showSaveFilePicker?: (options?: {
    readonly suggestedName?: string;
  }) => Promise<FileSystemFileHandle>;
  /** Launch Handler API, Chromium only: files that the system opens with the installed page. */
  readonly launchQueue?: {
    setConsumer(consumer: (launch: { readonly files?: readonly FileSystemHandle[] }) => void): void;
  };
}

/** Chromium only. */
interface DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}
