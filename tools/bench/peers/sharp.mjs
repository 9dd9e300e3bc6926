// Native Node peer: sharp (libvips, shrink-on-load) on the same folder, one JSON line.
// npm i --no-save sharp; node sharp.mjs FOLDER [workers] [seconds]
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import sharp from 'sharp';

const [folder, workers = '2', seconds = '5'] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .toSorted();
sharp.cache(false);
sharp.concurrency(1);

function row(file) {
  const options = { fit: 'fill' };
  return sharp(file).resize(64, 64, options).removeAlpha().toColourspace('srgb').raw().toBuffer();
}

async function pass() {
  let next = 0;
  async function loop() {
    while (next < files.length) await row(files[next++]);
  }
  await Promise.all(Array.from({ length: Number(workers) }, loop));
}

/** Minor and major page faults of this process until now. */
function faults() {
  const { minorPageFault, majorPageFault } = process.resourceUsage();
  return minorPageFault + majorPageFault;
}

await row(files[0]);
const cpuBefore = process.cpuUsage();
const faultsBefore = faults();
const startedAt = performance.now();
let passes = 0;
do {
  await pass();
  passes += 1;
} while (performance.now() - startedAt < Number(seconds) * 1000);
const wallMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpuBefore);
const passSeconds = wallMs / 1000 / passes;
console.log(
  JSON.stringify({
    peer: 'sharp',
    workers: Number(workers),
    images: files.length,
    seconds: Number(passSeconds.toFixed(4)),
    images_per_second: Number((files.length / passSeconds).toFixed(2)),
    cpu_ms: (user + system) / 1000 / passes / files.length,
    faults: (faults() - faultsBefore) / passes / files.length,
    busy: (user + system) / 1000 / wallMs / availableParallelism(),
  }),
);
