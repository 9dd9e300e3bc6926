import type { ChosenFile } from '../../../formats/choose-samples.ts';
import type { Recipe } from '../../../core/recipe/recipe.ts';
import { formatLabel } from '../../../formats/registry.ts';
import type { ImageVariant } from '../../../formats/specs.ts';
import {
  LARGE_PIXELS,
  pixelsOf,
  type SurveyCounts,
  type SurveyedFile,
} from '../../../formats/survey.ts';
import type { PreviewView } from '../../state/session-state.ts';
import { amountText, countText } from '../quantity-text.ts';

/** Names for the variants of the formats; see the `variant.ts` of each format. */
const VARIANT_TEXTS: Readonly<Partial<Record<ImageVariant, string>>> = {
  cmyk: 'CMYK, for print',
  animated: 'animated: first frame only',
  'odd-alpha': 'unusual transparency',
};

/** The reasons for showing a file, each with the effect of the recipe on it. */
export function reasonTexts(
  { file, difference }: ChosenFile,
  recipe: Recipe,
): readonly [reason: string, effect: string | null] {
  switch (difference) {
    case 'rotated':
      return file.orientation === null
        ? ['rotated in an unusual way', null]
        : [
            `rotated by EXIF: ${file.orientation}`,
            recipe.orientation === 'apply' ? 'turned upright' : 'kept as stored',
          ];
    case 'wide':
    case 'tall':
      return [`very ${difference}`, FIT_EFFECTS[recipe.fit]];
    case 'huge':
      return [megapixels(pixelsOf(file)), null];
    case 'tiny':
      return ['very small', null];
    case 'odd':
      return [oddText(file), null];
    case 'refused':
      return [file.failure?.code === 'not-an-image' ? 'not an image' : 'cannot be decoded', null];
    case 'alpha':
      return alphaTexts(recipe);
    case 'ordinary':
      return file.hasAlpha ? alphaTexts(recipe) : [formatText(file.format), null];
  }
}

function oddText({ variant, format }: SurveyedFile): string {
  return (variant === null ? null : VARIANT_TEXTS[variant]) ?? `an unusual ${formatText(format)}`;
}

const FIT_EFFECTS: Readonly<Record<Recipe['fit'], string>> = {
  stretch: 'squeezed to fit',
  cover: 'ends are cropped',
  contain: 'whole, with bars',
};

function alphaTexts({ alpha, mode }: Recipe): readonly [string, string] {
  if (mode === 'RGBA') return ['has alpha', 'kept'];
  return ['has alpha', alpha === 'drop' ? 'dropped' : `over ${alpha}`];
}

function formatText(format: string | null): string {
  return format === null ? 'file' : formatLabel(format);
}

/** 12,192,768 as `12 MP`. */
export function megapixels(pixels: number): string {
  return `${Math.round(pixels / 1e6)} MP`;
}

/** `1,204 have alpha · 37 are rotated · all 35,000 scanned`. */
export function countsText({ counts, files }: PreviewView): string {
  const found = foundTexts(counts);
  const what = found.length > 0 ? found.join(' · ') : 'none has alpha, is rotated or is large';
  if (counts.surveyed === 0) return `scanning ${amountText(files, 'file')}`;
  const isAll = counts.surveyed >= files;
  const scanned = isAll
    ? `all ${countText(files)}`
    : `${countText(counts.surveyed)} of ${countText(files)}`;
  return `${what} · ${scanned} scanned`;
}

function foundTexts({ alpha, rotated, large, refused }: SurveyCounts): readonly string[] {
  const text = (count: number, one: string, many: string): readonly string[] =>
    count === 0 ? [] : [`${countText(count)} ${count === 1 ? one : many}`];
  const larger = `larger than ${megapixels(LARGE_PIXELS)}`;
  return [
    ...text(alpha, 'has alpha', 'have alpha'),
    ...text(rotated, 'is rotated', 'are rotated'),
    ...text(large, `is ${larger}`, `are ${larger}`),
    ...text(refused, 'cannot be decoded', 'cannot be decoded'),
  ];
}
