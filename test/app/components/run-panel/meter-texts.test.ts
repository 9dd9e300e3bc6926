import { expect, test } from 'vitest';

import {
  busyText,
  ratesText,
  stagesText,
} from '../../../../src/app/components/run-panel/meter-texts.ts';

test('A17 the speed of the last seconds', () => {
  expect(ratesText([])).toBe('measuring');
  expect(ratesText([812.4])).toBe('812 images/s, last 1 s');
  expect(ratesText([9.4, 12.26, 10])).toBe('9.40 to 12.3 images/s, last 3 s');
});

test('A17 each worker if they are few, else their range', () => {
  expect(busyText([0.914])).toBe('1 worker busy: 91 %');
  expect(busyText([0.91, 0.8])).toBe('2 workers busy: 91, 80 %');
  expect(busyText([0.9, 0.8, 1, 0.7, 0.95])).toBe('5 workers busy: 70 to 100 %');
});

test('A17 the stages, the longest first, without those that hardly take time', () => {
  const stages = { open: 0.004, read: 0.06, decode: 0.62, scale: 0.25, write: 0.02, wait: 0.046 };
  expect(stagesText(stages)).toBe(
    'decoding 62 %, scaling 25 %, reading 6 %, waiting 5 %, writing 2 %',
  );
});
