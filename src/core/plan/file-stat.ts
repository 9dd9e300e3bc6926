/** Size and time of last change (milliseconds since 1970) of a file when they were asked for. */
export interface FileStat {
  readonly bytes: number;
  /** Null where the browser does not say. */
  readonly modifiedMs: number | null;
}
