/** How long a download may take to begin before its address is let go. */
const KEEP_ADDRESS_MS = 60_000;

/** Saves a Blob as a download, under this name. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Chromium drops a download whose address is gone in the same task
  setTimeout(() => URL.revokeObjectURL(address), KEEP_ADDRESS_MS);
}

/** A file that the user picked to write to; null if none was picked. Call it in a click. */
export async function pickSaveTarget(name: string): Promise<FileSystemFileHandle | null> {
  try {
    return (await window.showSaveFilePicker?.({ suggestedName: name })) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}
