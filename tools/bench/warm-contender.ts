/** The results of one mode with a number of workers, one number a round. */
export interface Measured {
  readonly mode: string;
  readonly isNative: boolean;
  readonly workers: number;
  readonly imagesPerSecond: readonly number[];
  /** See `Measurement`; null if it is unknown. */
  readonly busy: readonly (number | null)[];
}

export interface Measurement {
  readonly imagesPerSecond: number;
  /** CPU time of all processes by wall time and by cores of the machine; null: nobody tells. */
  readonly busy: number | null;
}

/** Something to measure; `measure` repeats the folder until `seconds` are over. */
export interface Contender {
  readonly mode: string;
  readonly isNative: boolean;
  readonly workers: number;
  measure(seconds: number): Promise<Measurement>;
}
