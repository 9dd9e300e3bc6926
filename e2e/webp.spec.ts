import { createHash } from 'node:crypto';

import { WEBP_GOLDENS, WEBP_OVER } from '../test/formats/webp/webp-goldens.ts';
import { makeRows } from './golden-rows.ts';
import { expect, test } from './test.ts';

/** The files of this very size, so that a row has every pixel, and those that Pillow refuses. */
const SIZE = { width: 21, height: 13 };
const GOLDENS = WEBP_GOLDENS.filter(
  ({ made }) => made === null || (made.width === SIZE.width && made.height === SIZE.height),
);
const FILES = Object.fromEntries(GOLDENS.map(({ bytes }, i) => [`${i}.webp`, bytes]));

test('R7 WebPs of every structure, whole and broken, match Pillow', async ({
  open,
  makeFolder,
}) => {
  const colour = WEBP_OVER.replace('#', '');
  const page = await open(`width=21&height=13&resample=nearest&alpha=${colour}`);
  const { made, receipt } = await makeRows(page, await makeFolder('webp', FILES));
  const rows = GOLDENS.map(({ name }, i) => {
    const file = made.get(`${i}.webp`);
    const bytes = file?.bytes ?? null;
    const digest = bytes && createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    return { name, row: digest, isApproximate: file?.approximate === true };
  });
  const expected = GOLDENS.map(({ name, made: pillow }) => ({
    name,
    row: pillow?.over ?? null,
    isApproximate: false,
  }));
  expect(rows).toEqual(expected);
  expect(Object.keys(receipt.decoders)).toEqual(['squoosh-webp']);
  expect(receipt.counts.ok).toBeGreaterThan(60);
  expect(receipt.counts.failed).toBeGreaterThan(200);
});
