// Restart markers between the intervals of a scan (ITU-T T.81, B.2.1 and E.2.4; jdmarker.c).
import { findMarker, source } from './source';

const RST0: i32 = 0xd0;
const RST7: i32 = 0xd7;

/**
 * Goes past a restart marker; `number`, 0 to 7, is the expected one. If another one comes, libjpeg's
 * jpeg_resync_to_restart decides whether it is skipped, accepted, or left for later, as restartBy of
 * formats/jpeg/restarts.ts does.
 * Returns whether there may be data again.
 */
export function readRestart(number: i32): bool {
  if (source.unreadMarker == 0) findMarker();
  while (true) {
    const marker = source.unreadMarker;
    if (marker > RST7 || (marker >= 0xc0 && marker < RST0)) return false;
    if (marker >= RST0) {
      const ahead = (marker - RST0 - number) & 7;
      if (ahead == 1 || ahead == 2) return false;
      if (ahead < 6) {
        source.unreadMarker = 0;
        return true;
      }
    }
    findMarker();
  }
}

/**
 * Goes to the marker that ends a scan of which nothing is needed. Only before each of its restarts does libjpeg
 * search for a marker with a meaning: behind the last one, another is an error.
 */
export function skipScan(restarts: i32): void {
  if (source.unreadMarker == 0) findMarker();
  for (let i = 0; i < restarts; i++) {
    readRestart(i & 7);
    if (source.unreadMarker == 0) findMarker();
  }
}
