/** An image of more pixels is announced before it is decoded: it may take longer than others. */
export const QUICK_PIXELS = 10_000_000;
/**
 * Two images of a worker may have so many pixels each to be in memory at the same time; an image of
 * which more are held waits for its turn among those of all workers.
 */
export const SMALL_PIXELS = 16_000_000;
