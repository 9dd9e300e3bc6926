/** How long a download may take to begin before its URL is revoked. */
const KEEP_ADDRESS_MS = 60_000;

/** Saves a Blob as a download. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Chromium drops a download whose URL is revoked in the same task
  setTimeout(() => URL.revokeObjectURL(address), KEEP_ADDRESS_MS);
}

/** Asks the user for a file to write to; null if none was picked. Call it in a click handler. */
export async function pickSaveTarget(name: string): Promise<FileSystemFileHandle | null> {
  try {
    return (await window.showSaveFilePicker?.({ suggestedName: name })) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}
