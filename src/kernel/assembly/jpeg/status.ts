// The possible results of decoding a file, in the order of kernel/jpeg-row.ts, and of each of its segments.

export const DECODED: i32 = 0;
/** All pixels are there, but the data did not end as those of a whole file do. */
export const ENDED_ODDLY: i32 = 1;
export const CUT: i32 = 2;
export const MALFORMED: i32 = 3;
export const NOT_TAKEN: i32 = 4;
export const NO_MEMORY: i32 = 5;
/** Arithmetic-coded data go on behind the bytes that Pillow gives libjpeg at once. */
export const IN_PIECES: i32 = 6;
/** No result yet. */
export const GO_ON: i32 = -1;
