import { describe, expect, it } from 'vitest';

import { sniff } from '../../src/formats/sniff.ts';
import { FORMAT_SPECS, specOf } from '../../src/formats/specs.ts';

describe('kinds', () => {
  const ALL = FORMAT_SPECS.flatMap(({ id, kinds }) => kinds.map((sample) => ({ id, ...sample })));

  it.each(ALL)('A8 the header of $kind ($id) is recognised as the format', ({ id, header }) => {
    const sniffed = sniff(header);
    expect('header' in sniffed ? sniffed.header.format : sniffed.failure.detail).toBe(id);
  });

  it.each([
    ['jpeg', 'from cameras and the web', null],
    ['jpeg', 'progressive', null],
    ['jpeg', 'grey', null],
    ['jpeg', 'colours halved down only (4:4:0)', null],
    ['jpeg', 'CMYK, for print', 'cmyk'],
    ['jpeg', 'progressive, with scans left out', null],
    ['jpeg', 'arithmetic coding', 'arithmetic'],
    ['jpeg', 'lossless', 'lossless'],
    ['png', 'RGB and RGBA', null],
    ['webp', 'lossy', 'lossy'],
    ['webp', 'lossless', null],
    ['webp', 'animated', 'animated'],
    ['gif', 'with transparency', 'transparent'],
  ] as const)('A8 the header of %s, %s, has the variant %s', (format, name, variant) => {
    const sample = specOf(format).kinds.find(({ kind }) => kind === name);
    const sniffed = sniff(sample?.header ?? new Uint8Array(0));
    expect(sniffed).toMatchObject({ header: { variant } });
  });
});

it('S1 every odd variant is one of its format', () => {
  for (const { oddVariants, variants } of FORMAT_SPECS) {
    expect(Object.keys(variants)).toEqual(expect.arrayContaining([...oddVariants]));
  }
});
