import { MOVE_KEYS, type MoveKey } from '../../../core/sheet/sheet-layout.ts';

/** The move that a key of a grid makes; null if it is another key. */
export function moveKeyOf(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): MoveKey | null {
  const isFar = event.ctrlKey || event.metaKey;
  if (isFar && event.key === 'Home') return 'First';
  if (isFar && event.key === 'End') return 'Last';
  if (event.key === 'First' || event.key === 'Last' || isFar) return null;
  return MOVE_KEYS.find((key) => key === event.key) ?? null;
}
