/** What the page of many slots offers to whoever drives it. */
export interface ScaleWindow {
  /** Takes a folder of so many files that are nowhere, as a drop would. */
  takeFiles(files: number): void;
  /** When the last report of a decode worker came, in milliseconds of the page's clock. */
  lastReportMs: number;
}

declare global {
  interface Window {
    scale?: ScaleWindow;
  }
}
