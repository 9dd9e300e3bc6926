import { describe, expect, test } from 'vitest';

import { summaryOf } from '../summary-of.ts';
import { bytesOf } from '../write-headers.ts';

describe('JPEG XL', () => {
  test.each([
    ['a bare codestream', bytesOf(0xff, 0x0a, 1, 2, 3)],
    ['a container', bytesOf('\0\0\0\x0cJXL \r\n\x87\n', 1, 2, 3)],
  ])('S1 as %s leaves its size to the decoder', (_, bytes) => {
    expect(summaryOf(bytes)).toBe('jxl null × null');
  });
});
