import { expect, test } from 'vitest';

import { crc32 } from '../../src/core/crc32.ts';
import { bytesOf } from '../formats/write-headers.ts';

// the empty IEND is in every PNG; "123456789" is the check value in catalogues of checksums
test.each([
  ['', 0],
  ['IEND', 0xae426082],
  ['123456789', 0xcbf43926],
  ['a', 0xe8b7be43],
])('S2 the CRC-32 of "%s" is the known one', (text, crc) => {
  expect(crc32(bytesOf(text))).toBe(crc);
});
