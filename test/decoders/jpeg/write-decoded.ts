import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Writes a JPEG, and what was made of it, as a PPM; `rgb` is height × width × 3. Returns the command that
 * shows how the two differ from Pillow's.
 */
export function writeDecoded(
  name: string,
  jpeg: Uint8Array,
  rgb: Uint8Array,
  {
    scale,
    width,
    height,
  }: { readonly scale: number; readonly width: number; readonly height: number },
): string {
  const folder = join(ROOT, 'test-results', 'mismatches');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name.replaceAll(/[^\w.-]+/g, '_'));
  writeFileSync(`${path}.jpg`, jpeg);
  const head = new TextEncoder().encode(`P6 ${width} ${height} 255\n`);
  writeFileSync(`${path}.${scale}.ppm`, Buffer.concat([head, rgb]));
  const shown = relative(ROOT, path);
  return `python test/fixtures/pillow/compare_jpeg.py ${shown}.jpg ${scale} ${shown}.${scale}.ppm`;
}
