import type { RowLabels } from '../labels/row-labels.ts';
import { SPLITS } from '../labels/slot-labels.ts';
import { isPillowRecipe, PILLOW_VERSION, pillowSteps } from '../recipe/pillow-steps.ts';
import { shapeText } from './array-shape.ts';
import { FORM_FACTS } from './forms.ts';
import { markdownText } from './markdown-text.ts';
import type { Receipt, SavedAs } from './receipt.ts';

/** More classes would make a card unreadable. */
const MOST_CLASSES = 100;

/** NAME.DataCard.md: what the receipt says, in prose, for people who are given the array. */
export function dataCard(receipt: Receipt, saved: SavedAs, labels: RowLabels): string {
  const { name, counts, recipe } = receipt;
  const [rows = 0] = saved.shape;
  const left = [
    ...(counts.failed > 0 ? [`${counts.failed} could not be decoded`] : []),
    ...(counts.ignored > 0 ? [`${counts.ignored} were ignored`] : []),
    ...(counts.excluded > 0 ? [`${counts.excluded} were excluded by hand`] : []),
  ];
  return [
    `# ${markdownText(name)}`,
    `${rows} images of ${recipe.width} × ${recipe.height} pixels, made by pixelpool ${receipt.pixelpool}.`,
    '## Contents',
    `${FORM_FACTS[saved.form].label}: ${contentsText(saved)}.`,
    `${counts.listed} files were listed${left.length === 0 ? '' : `; ${left.join(', ')}`}.${failedText(receipt)}`,
    ...(receipt.isComplete ? [] : ['The run was stopped before it had reached every file.']),
    '## Labels',
    ...labelTexts(labels),
    '## How the rows were made',
    ...makingTexts(receipt),
    '## Limits',
    'Nothing is known here of the licence of the images, of who is in them, or of how they were chosen.',
    '',
  ].join('\n\n');
}

function contentsText({ form, dtype, shape, scale, normaliser }: SavedAs): string {
  if (!FORM_FACTS[form].hasNumbers) return 'a PNG for each image';
  const text = `${shapeText(shape)} ${dtype}`;
  if (dtype === 'uint8') return text;
  const range = scale === 'unit' ? 'divided by 255' : 'from 0 to 255';
  if (normaliser === null) return `${text}, ${range}`;
  const { mean, std } = normaliser;
  return `${text}, ${range}, minus ${mean.join(', ')}, divided by ${std.join(', ')} (red, green, blue or as many channels as there are)`;
}

function failedText({ failed, counts }: Receipt): string {
  return failed === 'zero' && counts.failed > 0
    ? ' Those that could not be decoded are images of zeros.'
    : '';
}

function labelTexts({ classes, classOf, splitOf }: RowLabels): readonly string[] {
  if (classes.length === 0) return ['There are no labels.'];
  const counts = new Uint32Array(classes.length);
  let without = 0;
  for (const index of classOf) {
    if (index < 0) without += 1;
    else counts[index] = (counts[index] ?? 0) + 1;
  }
  const lines = classes
    .slice(0, MOST_CLASSES)
    .map((name, index) => `| ${index} | ${markdownText(name)} | ${counts[index] ?? 0} |`);
  const more = classes.length - lines.length;
  return [
    ['| label | class | images |', '| ---: | --- | ---: |', ...lines].join('\n'),
    ...(more > 0 ? [`${more} more classes are not listed.`] : []),
    ...(without > 0 ? [`${without} images have no label (-1).`] : []),
    ...(splitOf === null ? [] : [splitText(splitOf)]),
  ];
}

function splitText(splitOf: Uint8Array): string {
  const parts = SPLITS.map(
    (name, index) => `${splitOf.reduce((sum, each) => sum + Number(each === index), 0)} ${name}`,
  );
  return `The data are split: ${parts.join(', ')}.`;
}

function makingTexts({ recipe, approximateRows }: Receipt): readonly string[] {
  if (!isPillowRecipe(recipe)) return ['A browser decoded and scaled the images.'];
  const steps = ['```python', ...pillowSteps(recipe), '```'].join('\n');
  const exact = `Each row has the bytes that Pillow ${PILLOW_VERSION} makes of its file, opened as \`im\`:`;
  const except =
    approximateRows > 0
      ? [`${approximateRows} of them, which the manifest marks as approximate, may differ.`]
      : [];
  return [exact, steps, ...except];
}
