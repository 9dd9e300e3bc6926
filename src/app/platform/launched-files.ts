/**
 * Calls `onFiles` whenever the system opens files with the installed page, as if they were dropped.
 * Those that the page was started with are first. Files that cannot be read are left out.
 */
export function onLaunchedFiles(onFiles: (transfer: DataTransfer) => void): void {
  window.launchQueue?.setConsumer(({ files = [] }) => {
    void readHandles(files).then((opened) => {
      if (opened.length === 0) return;
      const transfer = new DataTransfer();
      for (const file of opened) transfer.items.add(file);
      onFiles(transfer);
    });
  });
}

async function readHandles(handles: readonly FileSystemHandle[]): Promise<readonly File[]> {
  const opening = handles.map(async (handle) =>
    handle instanceof FileSystemFileHandle ? handle.getFile().catch(() => null) : null,
  );
  return (await Promise.all(opening)).filter((file) => file !== null);
}
