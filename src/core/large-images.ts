/** An image with more pixels is announced before it is decoded: it may take longer than others. */
export const QUICK_PIXELS = 10_000_000;
/**
 * A worker may hold two images of up to this size in memory at the same time. A larger image needs a
 * permit from the pixel budget that all workers share.
 */
export const SMALL_PIXELS = 16_000_000;
