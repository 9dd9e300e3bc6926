import { commentsOf } from './comments-of.ts';

/** Words that make a comment hard to read when they are frequent: uses per 1,000 words at most. */
export const LIMITS: ReadonlyMap<string, number> = new Map([
  ['where', 2.5],
  ['what', 2.5],
  ['gives', 0.5],
  ['so many', 0],
]);

export interface WordCounts {
  readonly words: number;
  /** By the word or words of LIMITS, in its order. */
  readonly uses: ReadonlyMap<string, number>;
}

export interface WordUse {
  readonly word: string;
  readonly line: number;
  /** The line that it is in. */
  readonly text: string;
}

const PATTERNS = [...LIMITS.keys()].map(
  (word) => [word, new RegExp(`\\b${word.replace(' ', '[\\s*/]+')}\\b`, 'giu')] as const,
);
const WORD = /\p{L}[\p{L}'’-]*/gu;

export function countWords(source: string): WordCounts {
  const texts = commentsOf(source).map(({ text }) => text);
  const count = (pattern: RegExp): number =>
    texts.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
  return {
    words: count(WORD),
    uses: new Map(PATTERNS.map(([word, pattern]) => [word, count(pattern)])),
  };
}

export function addCounts(a: WordCounts, b: WordCounts): WordCounts {
  const sum = ([word]: readonly [string, unknown]) =>
    [word, (a.uses.get(word) ?? 0) + (b.uses.get(word) ?? 0)] as const;
  return { words: a.words + b.words, uses: new Map(PATTERNS.map(sum)) };
}

/** Uses of a word per 1,000 words. */
export function rateOf({ words, uses }: WordCounts, word: string): number {
  return words === 0 ? 0 : ((uses.get(word) ?? 0) * 1000) / words;
}

/** Every use of the words of LIMITS, to go and look at. */
export function usesIn(source: string): WordUse[] {
  const lines = source.split('\n');
  return commentsOf(source).flatMap(({ line, text }) =>
    PATTERNS.flatMap(([word, pattern]) =>
      [...text.matchAll(pattern)].map(({ index }) => {
        const at = line + text.slice(0, index).split('\n').length - 1;
        return { word, line: at, text: (lines[at - 1] ?? '').trim() };
      }),
    ),
  );
}
