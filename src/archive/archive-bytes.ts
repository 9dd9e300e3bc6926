/** An archive's bytes, of which only the parts that are asked for are read. */
export interface ArchiveBytes {
  readonly size: number;
  /** These bytes; fewer at the end of the archive. Rejects if it cannot be read. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}
