/** The version of pixelpool, which the build knows. */
declare const __PIXELPOOL_VERSION__: string;

export const VERSION = __PIXELPOOL_VERSION__;

/** What a receipt has in place of a browser. */
export const USER_AGENT = `pixelpool/${VERSION} node/${process.versions.node} (${process.platform} ${process.arch})`;
