/** The controls of the page of many slots. */
export interface ScaleWindow {
  /** Drops a folder of this number of made-up files. */
  dropFiles(files: number): void;
  /** When the last report of a decode worker came, in milliseconds of the page's clock. */
  lastReportMs: number;
  /** Whether the next run shows a mosaic. */
  hasMosaic: boolean;
}

declare global {
  interface Window {
    scale?: ScaleWindow;
  }
}
