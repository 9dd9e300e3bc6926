const SOF0 = 0xc0;
const RST0 = 0xd0;
const RST7 = 0xd7;

/** RST0 to RST7. */
export function isRestart(marker: number): boolean {
  return marker >= RST0 && marker <= RST7;
}

/** The offset behind the next marker, from an offset on; null if there is none. */
export function behindNextMarker(bytes: Uint8Array, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1];
    if (marker === undefined) return null;
    if (marker !== 0 && marker !== 0xff) return at + 2;
  }
  return null;
}

/**
 * How libjpeg takes a marker in place of a restart marker, whose number is 0 to 7 (jpeg_resync_to_restart):
 * `accepted`, the data go on behind it; `passed`, it looks for the next; `left`, it ends the data. Accepted are the
 * expected one, and those too far from it to be one that follows; passed are markers without a meaning, and the two
 * restart markers before the expected one. Its twin is readRestart of kernel/assembly/jpeg.
 */
export function restartBy(marker: number, expected: number): 'accepted' | 'passed' | 'left' {
  if (!isRestart(marker)) return marker < SOF0 ? 'passed' : 'left';
  const ahead = (marker - RST0 - expected + 8) % 8;
  if (ahead >= 6) return 'passed';
  return ahead === 1 || ahead === 2 ? 'left' : 'accepted';
}
