import type { ChannelStatistics } from '../inspect/channel-sums.ts';
import { isFloat, type Output } from './output.ts';

/** Mean and standard deviation of each channel, of the values that `scale` leaves. */
export interface Normaliser {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

interface NamedNormaliser extends Normaliser {
  readonly source: string;
}

/** Of RGB from 0 to 1. */
const NAMED: Readonly<Record<'imagenet' | 'clip', NamedNormaliser>> = {
  imagenet: {
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
    source: 'torchvision.transforms._presets.ImageClassification',
  },
  clip: {
    mean: [0.48145466, 0.4578275, 0.40821073],
    std: [0.26862954, 0.26130258, 0.27577711],
    source: 'transformers.image_utils.OPENAI_CLIP_MEAN and OPENAI_CLIP_STD',
  },
};

/** The largest value of a byte. */
const WHITE = 255;

/** Where a named mean and deviation come from. */
export function normalisationSource(name: 'imagenet' | 'clip'): string {
  return NAMED[name].source;
}

/** Whether the array's own statistics are needed to make this output. */
export function needsStatistics(output: Output): boolean {
  return isFloat(output) && output.normalise === 'data';
}

/**
 * What this output subtracts and divides by; null if nothing. `statistics` are those of the array's bytes, 0 to 255, and
 * are only needed for `data`. Returns the reason if there is none for rows of this number of channels.
 */
export function normaliserOf(
  output: Output,
  channels: number,
  statistics: readonly ChannelStatistics[] | null,
): Normaliser | null | { readonly reason: string } {
  const { normalise, scale } = output;
  if (!isFloat(output) || normalise === 'none') return null;
  if (normalise === 'data') return ofData(output, statistics);
  if (normalise === 'imagenet' || normalise === 'clip') {
    if (channels !== 3) return { reason: wrongChannels(normalise, 3, channels) };
    const { mean, std } = NAMED[normalise];
    const times = scale === 'unit' ? 1 : WHITE;
    return { mean: mean.map((each) => each * times), std: std.map((each) => each * times) };
  }
  const [mean = [], std = []] = normalise.split('/').map((part) => part.split(',').map(Number));
  if (mean.length === 1) return { mean: spread(mean, channels), std: spread(std, channels) };
  return mean.length === channels
    ? { mean, std }
    : { reason: wrongChannels('this normalisation', mean.length, channels) };
}

function ofData(
  { scale }: Output,
  statistics: readonly ChannelStatistics[] | null,
): Normaliser | { readonly reason: string } {
  if (statistics === null) return { reason: 'The mean of an array without rows is not defined.' };
  const flat = statistics.findIndex(({ sd }) => sd === 0);
  if (flat >= 0) {
    return {
      reason: `Channel ${flat} has the same value in every pixel, so it cannot be divided by its standard deviation.`,
    };
  }
  const over = scale === 'unit' ? WHITE : 1;
  return {
    mean: statistics.map(({ mean }) => mean / over),
    std: statistics.map(({ sd }) => sd / over),
  };
}

function spread(numbers: readonly number[], channels: number): readonly number[] {
  return Array.from({ length: channels }, () => numbers[0] ?? 0);
}

function wrongChannels(name: string, has: number, channels: number): string {
  return `Mean and deviation of ${name} are for ${has} channels, but the rows have ${channels}.`;
}
