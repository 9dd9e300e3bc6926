import type { ListedFile, RunPlan } from '../../../src/core/plan/plan.ts';
import { planRun } from './plan-run.ts';
import {
  failedOutcome,
  type Failure,
  type ImageFacts,
  type SlotOutcome,
} from '../../../src/core/verdict.ts';

export const BAD_NAME: Failure = { code: 'bad-name', detail: 'The name is no valid Unicode.' };
export const CORRUPT: Failure = { code: 'corrupt', detail: 'The data of the JPEG is damaged.' };
export const FACTS: ImageFacts = {
  format: 'jpeg',
  width: 40,
  height: 30,
  decoder: 'canvas',
  approximate: true,
};

function listed(path: string, failure?: Failure): ListedFile<string> {
  const file = { path, source: path };
  return failure === undefined ? file : { ...file, failure };
}

/** A plan of files with these paths, and of some whose names are unusable. */
export function planOf(
  paths: readonly string[],
  badNames: readonly string[] = [],
): RunPlan<string> {
  const files = [
    ...paths.map((path) => listed(path)),
    ...badNames.map((path) => listed(path, BAD_NAME)),
  ];
  return planRun({ name: 'photos', files });
}

export function ok(slot: number): SlotOutcome {
  return { ...FACTS, slot, verdict: 'ok' };
}

export function warned(slot: number): SlotOutcome {
  return { ...FACTS, slot, verdict: 'warned', code: 'many-pixels', detail: '90000000 pixels.' };
}

export function failed(slot: number): SlotOutcome {
  return failedOutcome(slot, CORRUPT, FACTS);
}
