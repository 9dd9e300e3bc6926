/** APPNOTE.TXT of PKWARE, 4.3.7. */
const SIGNATURE = 0x04034b50;
export const LOCAL_HEADER_BYTES = 30;
/** The most bytes of a local header, with the name and the extra fields. */
export const MAX_LOCAL_HEADER_BYTES = LOCAL_HEADER_BYTES + 2 * 65_535;

/** Where the data begin that follow the local header at the front of these bytes. */
export function dataStart(bytes: Uint8Array): number | 'bad' | 'cut' {
  if (bytes.length < LOCAL_HEADER_BYTES) return 'cut';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0, true) !== SIGNATURE) return 'bad';
  return LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}
