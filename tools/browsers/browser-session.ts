/** What can be passed to a page and returned from it. */
export type Plain = string | number | boolean | null | readonly Plain[] | PlainRecord;
export interface PlainRecord {
  readonly [name: string]: Plain;
}

/** A page in one of several browsers. Each promise rejects if the browser or its driver reports an error. */
export interface BrowserSession {
  /** Name and version, such as `Firefox 153.8`. */
  readonly name: string;
  /** Navigates and waits until the page has loaded. */
  open(address: string): Promise<void>;
  /** Runs a function that refers to nothing outside itself in the page, and awaits its result. */
  run<Argument extends Plain, Result extends Plain>(
    task: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  /** Chooses these files in the page's first file input, as a file dialog would. */
  chooseFiles(paths: readonly string[]): Promise<void>;
  /** A PNG of what the window shows. */
  screenshot(): Promise<Uint8Array>;
  /** Ends the browser and deletes its profile. */
  close(): Promise<void>;
}

/** How a window looks. */
export interface Appearance {
  readonly width: number;
  readonly height: number;
  readonly isDark: boolean;
}

export const DEFAULT_APPEARANCE: Appearance = { width: 1280, height: 900, isDark: false };
