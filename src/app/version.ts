// set by vite.config.ts from package.json
declare const __PIXELPOOL_VERSION__: string;

export const PIXELPOOL_VERSION: string = __PIXELPOOL_VERSION__;
