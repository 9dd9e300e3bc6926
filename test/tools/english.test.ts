import { describe, expect, it } from 'vitest';

import { commentsOf } from '../../tools/english/comments-of.ts';
import { countWords, rateOf, usesIn } from '../../tools/english/count-words.ts';

const textsOf = (source: string): string[] => commentsOf(source).map(({ text }) => text.trim());

describe('comments of a source file', () => {
  it('are of both kinds, with the line that they begin in', () => {
    expect(commentsOf('a; // one\n\n/** two\n * more */ b;')).toEqual([
      { line: 1, text: ' one' },
      { line: 3, text: '* two\n * more ' },
    ]);
  });

  it.each([
    ['a string', `'// no' + "/* no */" // yes`],
    ['a string with an escaped quote', String.raw`'it\'s // no' // yes`],
    ['a template', '`// no ${a + `/* no */ ${{ b }}`} // no` // yes'],
    ['a template over several lines', '`\n// no\n${a}\n// no\n` // yes'],
    ['a regular expression', String.raw`a = /[/*]\/\/'/; // yes`],
  ])('are not found in %s', (_, source) => {
    expect(textsOf(source)).toEqual(['yes']);
  });

  it('are found in JSX, next to an apostrophe', () => {
    expect(textsOf("<p>it's {/* yes */}</p>; // yes\nconst a = 'b';")).toEqual(['yes', 'yes']);
  });
});

describe('words of comments', () => {
  it('are counted in comments alone, whatever their case', () => {
    const counts = countWords("// Where it is and what\nconst where = 'what';");
    expect(counts.words).toBe(5);
    expect(rateOf(counts, 'where')).toBe(200);
    expect(rateOf(counts, 'what')).toBe(200);
    expect(rateOf(counts, 'gives')).toBe(0);
  });

  it('are found when a line ends between them, and only as whole words', () => {
    expect(usesIn('/**\n * somewhere so\n * many whatever\n */')).toEqual([
      { word: 'so many', line: 2, text: '* somewhere so' },
    ]);
  });
});
