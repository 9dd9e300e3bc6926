import type { RunPlan } from '../plan/plan.ts';
import type { SlotOutcome } from '../verdict.ts';
import { groupsOf, type RowFilter } from '../inspect/row-filter.ts';

export const SHOWN_ROWS = [
  'all',
  'ok',
  'warned',
  'failed',
  'approximate',
  'excluded',
  'kept',
] as const;
export type ShownRows = (typeof SHOWN_ROWS)[number];

export const GROUPINGS = ['none', 'label', 'verdict', 'approximate', 'excluded'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The rows that a contact sheet shows, and how they are grouped. */
export interface RowChoice {
  readonly show: ShownRows;
  /** Rows of this filter only; its groups are shown if there is no other grouping. */
  readonly filter: RowFilter | null;
  /** Only rows with this label; null for all. */
  readonly label: string | null;
  /** Only rows with this text in their path, in any case. */
  readonly text: string;
  readonly grouping: Grouping;
}

/** Rows under a title, which is empty if there is one group only. */
export interface RowGroup {
  readonly title: string;
  readonly slots: Uint32Array<ArrayBuffer>;
}

const SLOTS_PER_STEP = 4096;

/** The chosen slots among those that have an outcome. Yields every few thousand (see sortInSteps). */
export function* chooseRowsInSteps(
  plan: RunPlan<unknown>,
  outcomes: readonly (SlotOutcome | undefined)[],
  isExcluded: (slot: number) => boolean,
  choice: RowChoice,
): Generator<void, readonly RowGroup[], void> {
  const { filter, grouping } = choice;
  const groups = new Map<string, number[]>();
  const isChosen = choiceTest(choice, isExcluded);
  const candidates = filter?.slots ?? { length: plan.slots.length };
  for (let i = 0; i < candidates.length; i++) {
    if (i % SLOTS_PER_STEP === 0) yield;
    const slot = 'at' in candidates ? (candidates[i] ?? 0) : i;
    const outcome = outcomes[slot];
    const file = plan.slots[slot];
    if (outcome === undefined || file === undefined || !isChosen(outcome, file)) continue;
    const title = titleOf(grouping, outcome, file.label, isExcluded);
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [slot]);
    else group.push(slot);
  }
  if (grouping === 'none' && filter?.groups !== undefined) {
    return alike(groupsOf(filter), new Set(groups.get('')));
  }
  return [...groups].map(([title, slots]) => ({ title, slots: Uint32Array.from(slots) }));
}

type ChoiceTest = (
  outcome: SlotOutcome,
  file: { readonly path: string; readonly label: string | null },
) => boolean;

function choiceTest(
  { show, label, text }: RowChoice,
  isExcluded: (slot: number) => boolean,
): ChoiceTest {
  const wanted = text.toLowerCase();
  return (outcome, file) => {
    if (label !== null && file.label !== label) return false;
    if (wanted !== '' && !file.path.toLowerCase().includes(wanted)) return false;
    switch (show) {
      case 'all':
        return true;
      case 'approximate':
        return outcome.approximate && outcome.verdict !== 'failed';
      case 'excluded':
        return isExcluded(outcome.slot);
      case 'kept':
        return !isExcluded(outcome.slot);
      default:
        return outcome.verdict === show;
    }
  };
}

function titleOf(
  grouping: Grouping,
  outcome: SlotOutcome,
  label: string | null,
  isExcluded: (slot: number) => boolean,
): string {
  switch (grouping) {
    case 'none':
      return '';
    case 'label':
      return label ?? 'no label';
    case 'verdict':
      return outcome.verdict === 'ok' ? 'ok' : `${outcome.verdict}: ${outcome.code}`;
    case 'approximate':
      if (outcome.verdict === 'failed') return 'without a row';
      return outcome.approximate ? 'approximate' : 'exact';
    case 'excluded':
      return isExcluded(outcome.slot) ? 'excluded' : 'in the array';
  }
}

function alike(groups: readonly Uint32Array[], chosen: ReadonlySet<number>): readonly RowGroup[] {
  return groups.flatMap((group, index) => {
    const slots = Uint32Array.from(group.filter((slot) => chosen.has(slot)));
    return slots.length === 0 ? [] : [{ title: `Group ${index + 1}`, slots }];
  });
}
