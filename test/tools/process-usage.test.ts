import { describe, expect, it } from 'vitest';

import { parseStat, usageBetween, type ProcessUsage } from '../../tools/drive/process-usage.ts';

/** Fields 3 to 20 of proc_pid_stat(5), each its own number. */
const FIELDS = Array.from({ length: 18 }, (_, i) => i + 3).join(' ');

describe('the use of the machine by processes', () => {
  it('is read from fields 10, 12, 14 and 15, whatever the name of the program', () => {
    const expected = { cpuMs: (14 + 15) * 10, faults: 10 + 12 };
    expect(parseStat(`1234 (chromium) ${FIELDS}\n`)).toEqual(expected);
    expect(parseStat(`1234 (a) b 9 (c) ${FIELDS}\n`)).toEqual(expected);
  });

  it('is the difference of two readings, summed up by kind', () => {
    const before: ProcessUsage[] = [
      { id: 1, kind: 'browser', cpuMs: 100, faults: 10 },
      { id: 2, kind: 'renderer', cpuMs: 200, faults: 20 },
      { id: 3, kind: 'renderer', cpuMs: 300, faults: 30 },
    ];
    const after: ProcessUsage[] = [
      { id: 1, kind: 'browser', cpuMs: 101, faults: 12 },
      { id: 2, kind: 'renderer', cpuMs: 240, faults: 28 },
      { id: 3, kind: 'renderer', cpuMs: 316, faults: 62 },
    ];
    expect(usageBetween(before, after)).toEqual({
      browser: { cpuMs: 1, faults: 2 },
      renderer: { cpuMs: 56, faults: 40 },
    });
  });

  it('has all of a process that began meanwhile, and nothing of one that ended', () => {
    const before: ProcessUsage[] = [{ id: 1, kind: 'utility', cpuMs: 100, faults: 10 }];
    const after: ProcessUsage[] = [{ id: 2, kind: 'utility', cpuMs: 7, faults: 5 }];
    expect(usageBetween(before, after)).toEqual({ utility: { cpuMs: 7, faults: 5 } });
  });

  it('is unknown if one of the readings is', () => {
    expect(usageBetween(null, [])).toBeNull();
    expect(usageBetween([], null)).toBeNull();
  });
});
