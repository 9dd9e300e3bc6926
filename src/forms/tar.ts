const BLOCK_BYTES = 512;
const MODE = 0o644;
const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;
/** A space, which stands for the checksum while it is computed. */
const SPACE = 0x20;

/** Two blocks of zeros. */
export const END_OF_TAR = new Uint8Array(2 * BLOCK_BYTES);

/** The bytes of a file in an archive: its header, and its data in whole blocks. */
export function tarEntryBytes(bytes: number): number {
  return BLOCK_BYTES + Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
}

/**
 * A file of a tar archive (POSIX ustar). The name has to be ASCII, of at most 100 characters, and the data less than
 * 8 GiB. Owner and time are 0, so that an archive depends on nothing but what is in it.
 */
export function* tarEntry(
  name: string,
  data: Uint8Array<ArrayBuffer>,
): Generator<Uint8Array<ArrayBuffer>, void, void> {
  yield tarHeader(name, data.length);
  yield data;
  const rest = data.length % BLOCK_BYTES;
  if (rest > 0) yield new Uint8Array(BLOCK_BYTES - rest);
}

function tarHeader(name: string, bytes: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(BLOCK_BYTES);
  const set = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i++) header[at + i] = text.charCodeAt(i);
  };
  set(0, name);
  set(100, octal(MODE, 7));
  set(108, octal(0, 7)); // owner
  set(116, octal(0, 7)); // group
  set(124, octal(bytes, 11));
  set(136, octal(0, 11)); // time of last change
  set(156, '0'); // a regular file
  set(257, 'ustar');
  set(263, '00');
  header.fill(SPACE, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES);
  const sum = header.reduce((total, byte) => total + byte, 0);
  set(CHECKSUM_AT, `${octal(sum, 6)}\0 `);
  return header;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}
