// Counts words in the comments of src that make readers stumble, per 1,000 words and by room, and
// fails above the limits: `npm run -s english [-- --list [ROOM]]`.

import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { addCounts, countWords, LIMITS, rateOf, usesIn, type WordCounts } from './count-words.ts';

const SRC = new URL('../../src/', import.meta.url);

const { values, positionals } = parseArgs({
  options: { list: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const paths = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('kernel/build/'))
  .toSorted();

if (values.list) list(positionals);
else process.exitCode = report();

/** Prints the lines in these folders of src that have such a word; in all folders by default. */
function list(rooms: readonly string[]): void {
  for (const path of paths) {
    if (rooms.length > 0 && !rooms.some((room) => path.startsWith(`${room}/`))) continue;
    for (const { word, line, text } of usesIn(read(path))) {
      console.log(`src/${path}:${line} ${word}: ${text}`);
    }
  }
}

function report(): number {
  const rooms = new Map<string, WordCounts>();
  let total: WordCounts = { words: 0, uses: new Map() };
  for (const path of paths) {
    const counts = countWords(read(path));
    const room =
      path
        .replace(/\/?[^/]*$/, '')
        .split('/', 2)
        .join('/') || '.';
    rooms.set(room, addCounts(rooms.get(room) ?? { words: 0, uses: new Map() }, counts));
    total = addCounts(total, counts);
  }
  console.log(row('per 1,000 words', ['words', ...LIMITS.keys()]));
  for (const [room, counts] of rooms) console.log(row(room, cells(counts)));
  console.log(row('total', cells(total)));
  console.log(row('limit', ['', ...LIMITS.values()]));
  return [...LIMITS].some(([word, limit]) => rateOf(total, word) > limit) ? 1 : 0;
}

function cells(counts: WordCounts): string[] {
  return [`${counts.words}`, ...[...LIMITS.keys()].map((word) => rateOf(counts, word).toFixed(1))];
}

function row(name: string, entries: readonly (string | number)[]): string {
  return name.padEnd(20) + entries.map((entry) => `${entry}`.padStart(10)).join('');
}

function read(path: string): string {
  return readFileSync(new URL(path, SRC), 'utf8');
}
