// What becomes of a file; the order is that of kernel/jpeg-reader.ts.

export const DECODED: i32 = 0;
/** All pixels are there, but the data ended otherwise than a file's do. */
export const ENDED_ODDLY: i32 = 1;
export const CUT: i32 = 2;
export const MALFORMED: i32 = 3;
export const NOT_TAKEN: i32 = 4;
export const NO_MEMORY: i32 = 5;
/** Nothing yet. */
export const GO_ON: i32 = -1;
