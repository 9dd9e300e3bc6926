import type { SessionState } from '../../state/session-state.ts';
import { amountText } from '../quantity-text.ts';

/** What a new version waits for. */
export function waitingText({ run }: SessionState): string {
  switch (run.kind) {
    case 'comparing':
      return 'It can be loaded once the comparison has ended.';
    case 'saving':
      return 'It can be loaded once the array is saved.';
    case 'paused':
    case 'waiting-for-folder':
      return 'It can be loaded once the run has ended, or when you open pixelpool again.';
    case 'none':
    case 'finished':
    case 'stopped':
    case 'broken':
      return 'It can be loaded once the images are listed.';
    default:
      return 'It can be loaded once the run has ended.';
  }
}

/** What is lost if the page is reloaded now. */
export function lossText({ planned, progress }: SessionState): string {
  if (progress?.storage?.kind === 'memory')
    return 'Download the array first: its rows are only in memory.';
  return planned === null ? '' : 'Images that you have added have to be added again.';
}

/** Why the new version was not loaded; null if it was. */
export function refusedText(otherTabs: number | null): string | null {
  if (otherTabs === 0) return null;
  if (otherTabs === null)
    return 'It does not answer. Close all tabs of pixelpool, and open it again.';
  const tabs = amountText(otherTabs, 'other tab');
  return `pixelpool is open in ${tabs}, with the version before. Close ${otherTabs === 1 ? 'it' : 'them'} first.`;
}
