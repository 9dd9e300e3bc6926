/** Size and time of last change (milliseconds since 1970) of a file, as last read. */
export interface FileStat {
  readonly bytes: number;
  /** Null if the browser does not say. */
  readonly modifiedMs: number | null;
}
