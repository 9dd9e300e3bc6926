/** A file is read as a whole to be hashed, and larger ones are not worth the memory. */
const MAX_BYTES = 2 ** 28;

/** The SHA-256 of files, one after the other, as hexadecimal digits; null for those that cannot be read. */
export async function hashFiles(files: readonly Blob[]): Promise<readonly (string | null)[]> {
  const hashes: (string | null)[] = [];
  for (const file of files) hashes.push(await hashFile(file)); // one file in memory at a time
  return hashes;
}

async function hashFile(file: Blob): Promise<string | null> {
  if (file.size > MAX_BYTES) return null;
  try {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return null;
  }
}
