/** What holds all files of a plan: a folder, or an archive. */
export type RootHandle = FileSystemDirectoryHandle | FileSystemFileHandle;
