import { describe, expect, test } from 'vitest';

import type { Failure } from '../../../src/core/verdict.ts';
import { judgeEnd, judgeJpegEnding } from '../../../src/formats/jpeg/ending.ts';
import { readJpegHead, type JpegHead } from '../../../src/formats/jpeg/header.ts';
import { loadKernel } from '../../kernel/load-kernel.ts';
import { readAllDamaged, type DamagedJpeg } from './damaged-goldens.ts';

const KERNEL = loadKernel();
const FILES = readAllDamaged();
const NO_ROW = new Uint8Array();

/** What the kernel says, which decodes the file; `refused` if not all of its pixels are there. */
function verdictByDecoding({ bytes }: DamagedJpeg, head: JpegHead): Failure | 'refused' | null {
  const made = KERNEL.makeJpegRow(bytes, 1, null, NO_ROW);
  if (made.kind === 'refused') return 'refused';
  return made.oddEnd === null ? null : judgeEnd(bytes, made.oddEnd, head);
}

function isArithmetic({ frameMarker }: JpegHead): boolean {
  return frameMarker >= 0xc9;
}

/** Those whose header is sound, with both verdicts. */
const JUDGED = FILES.flatMap((file) => {
  const head = readJpegHead(file.bytes);
  if ('code' in head) return [];
  const decoded = verdictByDecoding(file, head);
  return [{ ...file, head, decoded, read: judgeJpegEnding(file.bytes) }];
});

describe('the verdict on damaged JPEGs', () => {
  test('there are files of each', () => {
    const count = (fits: (file: (typeof JUDGED)[number]) => boolean) => JUDGED.filter(fits).length;
    expect(JUDGED.length).toBeGreaterThan(2500);
    expect(count(({ decoded }) => decoded === null)).toBeGreaterThan(1000);
    expect(count(({ decoded }) => decoded === 'refused')).toBeGreaterThan(400);
    expect(count(({ decoded }) => decoded !== 'refused' && decoded !== null)).toBeGreaterThan(300);
  });

  test("S8 by decoding is Pillow's", () => {
    const differing = JUDGED.filter(({ decoded, isAccepted }) => (decoded === null) !== isAccepted);
    expect(differing.map(({ name }) => name)).toEqual([]);
  });

  test('S8 by reading refuses no file that Pillow accepts', () => {
    const differing = JUDGED.filter(
      ({ read, isAccepted, head }) => read !== null && isAccepted && !isArithmetic(head),
    );
    expect(differing.map(({ name, read }) => `${name}: ${read?.detail ?? ''}`)).toEqual([]);
  });

  test('S8 by reading is that by decoding, for files that have all pixels', () => {
    const differing = JUDGED.filter(
      ({ decoded, read, head }) =>
        decoded !== 'refused' && decoded?.code !== read?.code && !isArithmetic(head),
    );
    expect(differing.map(({ name, read }) => `${name}: ${read?.detail ?? ''}`)).toEqual([]);
  });
});
