import { useEffect, useState } from 'react';

import {
  chooseRowsInSteps,
  type RowChoice,
  type RowGroup,
} from '../../../core/sheet/choose-rows.ts';
import { runInSlices } from '../../../run/run-in-slices.ts';
import type { RunResult } from '../../../run/run-result.ts';
import { isWorking, resultOf } from '../../../run/run-state.ts';
import type { RowAccess } from '../../state/sheet/row-access.ts';
import { useSlice } from '../session-context.ts';

/** How often the rows of a run that goes on are looked for. */
const REFRESH_MS = 1000;

/** The rows, and the state of the run that they were found in. */
interface Found {
  readonly groups: readonly RowGroup[];
  readonly result: RunResult | null;
  readonly tick: number;
}

/** The rows of a choice; null until they are known. They follow the run, and what is excluded. */
export function useRowGroups(rows: RowAccess, choice: RowChoice): readonly RowGroup[] | null {
  const [found, setFound] = useState<Found | null>(null);
  const result = useSlice(({ run }) => resultOf(run)); // a new one after each step of exclusion
  const isGoing = useSlice(({ run }) => isWorking(run));
  const [tick, setTick] = useState(0);
  useEffect(() => {
    if (!isGoing) return;
    const timer = setInterval(() => setTick((before) => before + 1), REFRESH_MS);
    return () => clearInterval(timer);
  }, [isGoing]);
  useEffect(() => {
    let isWanted = true;
    const { plan, outcomes, excluded } = rows;
    void runInSlices(chooseRowsInSteps(plan, outcomes, excluded.has, choice)).then((groups) => {
      if (isWanted) setFound({ groups, result, tick });
    });
    return () => {
      isWanted = false;
    };
  }, [rows, choice, result, tick]);
  return found?.groups ?? null;
}
