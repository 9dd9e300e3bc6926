import { describe, expect, it } from 'vitest';

import { chooseSamples, MAX_SAMPLES, type ChosenFile } from '../../src/formats/choose-samples.ts';
import type { SurveyedFile } from '../../src/formats/survey.ts';

function file(slot: number, about: Partial<SurveyedFile> = {}): SurveyedFile {
  return {
    slot,
    format: 'jpeg',
    failure: null,
    width: 800,
    height: 600,
    variant: null,
    hasAlpha: false,
    isOdd: false,
    orientation: 1,
    ...about,
  };
}

const ordinary = (count: number, from = 0): readonly SurveyedFile[] =>
  Array.from({ length: count }, (_, i) => file(from + i));

const kinds: readonly SurveyedFile[] = [
  file(1000, { hasAlpha: true, format: 'png' }),
  file(1001, { orientation: 6 }),
  file(1002, { width: 4000, height: 300 }),
  file(1003, { width: 100, height: 1200 }),
  file(1004, { width: 6000, height: 4000 }),
  file(1005, { width: 16, height: 16 }),
  file(1006, { variant: 'cmyk', isOdd: true }),
];

const shown = (chosen: readonly ChosenFile[]) =>
  chosen.map(({ difference, file: { slot } }) => `${difference} ${slot}`).toSorted();

describe('chooseSamples', () => {
  it('A5 chooses one file of each kind, and one ordinary file', () => {
    const chosen = chooseSamples([...ordinary(200), ...kinds]);
    expect(chosen).toHaveLength(MAX_SAMPLES);
    expect(shown(chosen).filter((text) => !text.startsWith('ordinary'))).toEqual([
      'alpha 1000',
      'huge 1004',
      'odd 1006',
      'rotated 1001',
      'tall 1003',
      'tiny 1005',
      'wide 1002',
    ]);
  });

  it('A5 of several files it chooses the widest, the tallest, the largest, the smallest', () => {
    const more = [
      file(2000, { width: 8000, height: 300 }),
      file(2001, { width: 100, height: 2000 }),
      file(2002, { width: 9000, height: 8000 }),
      file(2003, { width: 9, height: 9 }),
    ];
    expect(shown(chooseSamples([...ordinary(200), ...kinds, ...more]))).toEqual(
      expect.arrayContaining(['huge 2002', 'tall 2001', 'tiny 2003', 'wide 2000']),
    );
  });

  it('A5 does not depend on the order in which files were surveyed', () => {
    const files = [...ordinary(100), ...kinds, file(7000, { failure: null, format: 'gif' })];
    expect(chooseSamples(files.toReversed())).toEqual(chooseSamples(files));
  });

  it('A5 spreads ordinary files over the list, and over its formats', () => {
    const chosen = chooseSamples(ordinary(800));
    const slots = chosen.map(({ file: { slot } }) => slot).toSorted((a, b) => a - b);
    expect(slots).toHaveLength(MAX_SAMPLES);
    const gaps = [...slots.slice(1), 800].map((slot, i) => slot - (slots[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(220);
    const rare = chooseSamples([...ordinary(800), file(801, { format: 'bmp' })]);
    expect(shown(rare)).toContain('ordinary 801');
  });

  it('A5 shows files of one kind if all are of that kind', () => {
    const icons = Array.from({ length: 30 }, (_, i) => file(i, { hasAlpha: true, format: 'png' }));
    const chosen = chooseSamples(icons);
    expect(chosen).toHaveLength(MAX_SAMPLES);
    expect(chosen.filter(({ difference }) => difference === 'alpha')).toHaveLength(1);
  });

  it('A5 a kind that is found later replaces an ordinary file, and the others stay', () => {
    const first = chooseSamples(ordinary(128));
    const later = chooseSamples([...ordinary(128), file(500, { hasAlpha: true })], first);
    expect(shown(later)).toContain('alpha 500');
    expect(later).toHaveLength(MAX_SAMPLES);
    expect(first.filter((chosen) => later.includes(chosen))).toHaveLength(MAX_SAMPLES - 1);
    // and when nothing new is found, nothing changes
    expect(chooseSamples([...ordinary(300), file(500, { hasAlpha: true })], later)).toEqual(later);
  });

  it('A5 shows one file that cannot become a row, and no more', () => {
    const failure = { code: 'not-an-image' as const, detail: 'It is text.' };
    const refused = [1, 2, 3].map((i) => file(300 + i, { failure, format: null }));
    const chosen = chooseSamples([...ordinary(20), ...refused]);
    expect(shown(chosen).filter((text) => text.startsWith('refused'))).toHaveLength(1);
    expect(chooseSamples(refused)).toHaveLength(1);
    expect(chooseSamples([])).toEqual([]);
  });
});
