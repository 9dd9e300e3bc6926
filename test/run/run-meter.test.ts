import { describe, expect, test } from 'vitest';

import type { BatchReport } from '../../src/pool/wire/batch.ts';
import { createRunMeter } from '../../src/run/run-meter.ts';

/** A report of a batch whose worker decoded and scaled for so long, and waited for the bytes. */
function reportOf(decodeMs: number, resampleMs: number, waitedMs: number): BatchReport {
  const waits = { batchMs: 0, readMs: waitedMs, storeMs: 0, openMs: 0 };
  return { outcomes: [], readMs: 0, decodeMs, resampleMs, writeMs: 0, waits };
}

function setUp() {
  let now = 5000;
  const meter = createRunMeter(() => now);
  return { meter, pass: (ms: number) => (now += ms) };
}

describe('A17 createRunMeter', () => {
  test('says nothing for two seconds, and without a report', () => {
    const { meter, pass } = setUp();
    meter.begin(0);
    meter.add(reportOf(100, 100, 0), 0);
    pass(1900);
    expect(meter.view(50)).toBeNull();
    pass(100);
    expect(meter.view(60)).not.toBeNull();
    meter.begin(60);
    pass(5000);
    expect(meter.view(60)).toBeNull();
  });

  test('has the rate of each second, and of the last ten', () => {
    const { meter, pass } = setUp();
    meter.begin(100);
    let done = 100;
    for (let quarter = 0; quarter < 60; quarter++) {
      pass(250);
      // 40 a second at first, 100 in the last five seconds
      done += quarter < 40 ? 10 : 25;
      meter.add(reportOf(150, 50, 0), 0);
      meter.view(done);
    }
    const view = meter.view(done);
    expect(view?.rates.map(Math.round)).toEqual([
      ...Array.from({ length: 10 }, () => 40),
      ...Array.from({ length: 5 }, () => 100),
    ]);
    expect(view?.recentRate).toBeCloseTo(70, 6);
  });

  test('keeps thirty seconds', () => {
    const { meter, pass } = setUp();
    meter.begin(0);
    for (let second = 1; second <= 100; second++) {
      pass(1000);
      meter.add(reportOf(1, 1, 0), 0);
      meter.view(second * second);
    }
    const rates = meter.view(100 * 100)?.rates;
    expect(rates).toHaveLength(30);
    expect(rates?.at(-1)).toBeCloseTo(199, 6);
    expect(rates?.[0]).toBeCloseTo(141, 6);
  });

  test('images that are tried again do not make a rate negative', () => {
    const { meter, pass } = setUp();
    meter.begin(100);
    meter.add(reportOf(1, 1, 0), 0);
    pass(2000);
    meter.view(100);
    pass(1000);
    expect(meter.view(20)?.rates.at(-1)).toBe(0);
  });

  test('has the share of its time that each worker decodes and scales', () => {
    const { meter, pass } = setUp();
    meter.begin(0);
    for (let second = 0; second < 20; second++) {
      pass(1000);
      meter.add(reportOf(600, 300, 50), 0);
      meter.add(reportOf(200, 50, 0), 2);
      meter.add(reportOf(999, 999, 0), null); // of nobody
    }
    const view = meter.view(20);
    // a batch that ended ten seconds ago began before
    expect(view?.busy.map((share) => share.toFixed(2))).toEqual(['0.99', '0.00', '0.28']);
    const { stages } = view ?? {};
    expect(stages?.decode).toBeCloseTo(((600 + 200) * 11) / 30_000, 6);
    expect(stages?.read).toBeCloseTo((50 * 11) / 30_000, 6);
    const sum = Object.values(stages ?? {}).reduce((total, share) => total + share, 0);
    expect(sum).toBeCloseTo(1, 9);
  });
});
