import { presetOf } from '../../../core/recipe/presets.ts';
import type { Recipe } from '../../../core/recipe/recipe.ts';
import type { StoredRun } from '../../../core/plan/stored-run.ts';
import type { StorageSpace } from '../../../run/run-environment.ts';
import type { AwaitedFolder } from '../../../run/run-state.ts';
import { amountText, bytesText, countText } from '../quantity-text.ts';

const STATUS_TEXTS: Readonly<Record<StoredRun['status'], string>> = {
  'cut-off': 'interrupted',
  paused: 'paused',
  stopped: 'stopped',
  finished: 'finished',
};

/** The status of a run, or that another tab has locked it. */
export function storedStatusText({ status, isLocked }: StoredRun): string {
  return isLocked ? 'open in another tab' : STATUS_TEXTS[status];
}

/** Whether any of its images remain. */
export function isUnfinished({ head, done }: StoredRun): boolean {
  return done < head.slots;
}

/** The progress, recipe and size on disk of a run. */
export function storedRunFacts({ head, done, failed, bytes }: StoredRun): readonly string[] {
  return [
    `${countText(done)} of ${countText(head.slots)} done`,
    ...(failed > 0 ? [`${countText(failed)} failed`] : []),
    recipeText(head.parameters.recipe),
    bytesText(bytes),
  ];
}

/** `64 × 64 · exact`, and the preset if it is not the default. */
export function recipeText(recipe: Recipe): string {
  const { mode, decode } = recipe;
  const size = `${countText(recipe.height)} × ${countText(recipe.width)}${mode === 'RGB' ? '' : ` · ${mode}`} · ${decode}`;
  const preset = presetOf(recipe);
  if (preset === 'Pillow today' || preset === 'Browser canvas') return size;
  return `${size} · ${preset ?? 'custom'}`;
}

/** The disk space used by all stored runs, and the space available. */
export function storedTotalText(runs: readonly StoredRun[], space: StorageSpace | null): string {
  const used = bytesText(runs.reduce((sum, { bytes }) => sum + bytes, 0));
  if (space === null) return `Earlier runs use ${used}.`;
  const available = bytesText(space.usedBytes + space.freeBytes);
  return `Earlier runs use ${used} of ${available} available to this site.`;
}

/** The question asked before a run is deleted. */
export function deletionText({ bytes, done }: StoredRun): string {
  const question = `Delete ${bytesText(bytes)}?`;
  return done === 0 ? question : `${question} Make sure its download has finished.`;
}

/** The purpose of a folder that is needed again, as the end of a sentence. */
export function purposeText({ purpose, images }: AwaitedFolder): string {
  return purpose === 'resume' ? 'to resume' : `to retry its ${amountText(images, 'failed image')}`;
}

/** The space that the rows may need, and a warning if there is not enough. */
export function spaceTexts(
  neededBytes: number,
  space: StorageSpace | null,
  hasEarlierRuns: boolean,
): readonly [needed: string, warning: string | null] {
  const needed = bytesText(neededBytes);
  if (space === null) return [needed, null];
  const free = bytesText(space.freeBytes);
  const text = `${needed} of ${free} available to this site`;
  if (neededBytes <= space.freeBytes) return [text, null];
  const remedy = hasEarlierRuns ? 'delete earlier runs, or use' : 'use';
  return [
    needed,
    `Needs up to ${needed}, but only ${free} is available to this site. The run will pause when storage is full: ${remedy} a smaller size.`,
  ];
}
