import type { Stage } from '../../core/comparison/report.ts';

/** The stages of an image's way. */
export const STAGE_TEXTS: Readonly<Record<Stage, string>> = {
  open: 'opening',
  read: 'reading',
  decode: 'decoding',
  scale: 'scaling',
  write: 'writing',
  wait: 'waiting',
};
