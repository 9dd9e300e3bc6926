import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  createFrameReader,
  frameOf,
  framesIn,
  JOURNAL_START,
  type JournalEnding,
} from '../../src/store/journal-frames.ts';
import { createJournalWriter } from '../../src/store/journal-writer.ts';
import { createFakeFile } from './fake-file.ts';

const TEXTS = ['{"a":1}', '', 'größer, 大きい, 🎉', 'x'.repeat(300)];
const KINDS = ['h', 'p', 'c', 'r'];
const FRAMES = TEXTS.map((text, i) => frameOf(KINDS[i] ?? '?', text));

function bytesOf(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(pieces.flatMap((piece) => Array.from(piece)));
}

/** The start of each frame, and the end of the last one. */
const BOUNDARIES = [JOURNAL_START.length];
for (const frame of FRAMES) BOUNDARIES.push((BOUNDARIES.at(-1) ?? 0) + frame.length);
const WHOLE = bytesOf(JOURNAL_START, ...FRAMES);

interface Read {
  readonly texts: readonly string[];
  readonly kinds: readonly string[];
  readonly goodBytes: number;
  readonly ending: JournalEnding;
}

function read(bytes: Uint8Array): Read {
  const file = createFakeFile(bytes);
  const reader = createFrameReader();
  const frames = [...framesIn(file, reader, file.size())];
  return {
    texts: frames.map(({ text }) => text()),
    kinds: frames.map(({ kind }) => kind),
    goodBytes: reader.goodBytes,
    ending: reader.finish(),
  };
}

/** What is read of a journal of which only the bytes before `at` are good. */
function readUpTo(at: number): Pick<Read, 'texts' | 'goodBytes'> {
  const whole = BOUNDARIES.filter((boundary) => boundary <= at).length - 1;
  return { texts: TEXTS.slice(0, Math.max(0, whole)), goodBytes: BOUNDARIES[whole] ?? 0 };
}

describe('a journal', () => {
  test('J1 reads back as written, with its end', () => {
    expect(read(WHOLE)).toEqual({
      texts: TEXTS,
      kinds: KINDS,
      goodBytes: WHOLE.length,
      ending: 'end',
    });
  });

  test('J1 cut at any byte returns the frames before the cut, and their end', () => {
    for (let at = 0; at < WHOLE.length; at++) {
      const found = read(WHOLE.subarray(0, at));
      expect(found, `cut at ${at}`).toMatchObject(readUpTo(at));
      expect(found.ending).toBe(BOUNDARIES.includes(at) ? 'end' : 'torn');
    }
  });

  test('J1 with any byte changed returns the frames before that byte, and never another text', () => {
    for (let at = JOURNAL_START.length; at < WHOLE.length; at++) {
      for (const flip of [1, 0x80, 0xff]) {
        const damaged = Uint8Array.from(WHOLE);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        expect(read(damaged), `byte ${at}`).toMatchObject(readUpTo(at));
      }
    }
  });

  test('J1 reads the same in pieces of any length', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }), (lengths) => {
        const reader = createFrameReader();
        const texts: string[] = [];
        let at = 0;
        for (const length of [...lengths, WHOLE.length]) {
          const piece = WHOLE.slice(at, at + length);
          at += length;
          for (const { text } of reader.push(piece)) texts.push(text());
        }
        expect(texts).toEqual(TEXTS);
        expect(reader.goodBytes).toBe(WHOLE.length);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('J1 ends at the reserved bytes, and nothing after them is read', () => {
    const padded = bytesOf(WHOLE, new Uint8Array(100), frameOf('c', 'later'));
    expect(read(padded)).toMatchObject({ texts: TEXTS, goodBytes: WHOLE.length, ending: 'end' });
  });

  test('J1 of another version is distinguished from a file that is no journal', () => {
    const other = Uint8Array.from(WHOLE);
    other[JOURNAL_START.length - 1] = '2'.charCodeAt(0);
    expect(read(other)).toMatchObject({ texts: [], ending: 'other-version' });
    expect(read(new Uint8Array(64))).toMatchObject({ texts: [], ending: 'not-a-journal' });
    expect(read(new Uint8Array())).toMatchObject({ texts: [], ending: 'torn' });
  });

  test('J1 that claims a frame of gigabytes is damaged', () => {
    const huge = new Uint8Array(16).fill(0xf0);
    expect(read(bytesOf(WHOLE, huge))).toMatchObject({ texts: TEXTS, ending: 'damaged' });
  });
});

describe('a writer', () => {
  test('J1 continues after the last good frame and cuts off a torn one', () => {
    const file = createFakeFile(WHOLE.subarray(0, WHOLE.length - 3));
    const end = BOUNDARIES[3] ?? 0;
    const writer = createJournalWriter(file, end);
    expect(file.size()).toBe(end);
    expect(writer.append([frameOf('c', 'next')])).toBeNull();
    expect(read(file.content()).texts).toEqual([...TEXTS.slice(0, 3), 'next']);
    writer.close();
    expect(file.size()).toBe(writer.endBytes);
    expect(file.isClosed).toBe(true);
  });

  test.each(['throws', 'writes less', 'returns -8 as uint32'] as const)(
    'J5 appends all or nothing to a full disk that %s, and still records a pause',
    (refusal) => {
      const file = createFakeFile();
      const writer = createJournalWriter(file, 0);
      expect(writer.append([JOURNAL_START, frameOf('h', '{}')])).toBeNull();
      file.limit(file.size(), refusal);
      const texts = ['{}'];
      const text = 'y'.repeat(1000);
      while (texts.length < 1000 && writer.append([frameOf('c', text)]) === null) texts.push(text);
      expect(texts.length).toBeGreaterThan(100);
      expect(texts.length).toBeLessThan(200);
      expect(read(file.content()).texts).toEqual(texts);
      expect(writer.append([frameOf('r', 'resting')], true)).toBeNull();
      expect(read(file.content()).texts).toEqual([...texts, 'resting']);
      file.limit(Infinity, refusal);
      expect(writer.append([frameOf('c', text)])).toBeNull();
      expect(read(file.content()).texts).toEqual([...texts, 'resting', text]);
    },
  );

  test('J5 keeps a reserve for the record of a pause, up to the last small frame', () => {
    const file = createFakeFile();
    const writer = createJournalWriter(file, 0);
    expect(writer.append([JOURNAL_START])).toBeNull();
    file.limit(file.size(), 'throws');
    while (writer.append([frameOf('o', 'small')]) === null);
    expect(writer.append([frameOf('r', 'x'.repeat(5000))])).not.toBeNull();
    expect(writer.append([frameOf('r', 'x'.repeat(5000))], true)).toBeNull();
  });

  test('J5 writes deferred frames with the next ones', () => {
    const file = createFakeFile();
    file.limit(0, 'throws');
    const writer = createJournalWriter(file, 0);
    writer.appendOrDefer(bytesOf(JOURNAL_START, frameOf('h', 'owed')));
    expect(writer.append([frameOf('c', 'refused')])).toMatch(/QuotaExceededError/);
    expect(file.size()).toBe(0);
    file.limit(Infinity, 'throws');
    expect(writer.append([frameOf('c', 'taken')])).toBeNull();
    expect(read(file.content()).texts).toEqual(['owed', 'taken']);
  });

  test('J1 makes one call for most records', () => {
    const file = createFakeFile();
    const writer = createJournalWriter(file, 0);
    writer.append([JOURNAL_START]);
    for (let i = 0; i < 100; i++) writer.append([frameOf('o', 'x'.repeat(200))]);
    expect(file.writes).toHaveLength(101);
  });
});
