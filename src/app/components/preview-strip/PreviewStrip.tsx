import { memo } from 'react';

import { draftScaleOf } from '../../../core/recipe/draft.ts';
import { isPillowRecipe } from '../../../core/recipe/pillow-steps.ts';
import type { Recipe } from '../../../core/recipe/recipe.ts';
import { MAX_SAMPLES } from '../../../formats/choose-samples.ts';
import { exactKey, rowKey, sourceKey } from '../../state/preview/preview-rows.ts';
import type { PreviewView, PreviewPair } from '../../state/session-state.ts';
import { PictureCanvas } from './PictureCanvas.tsx';
import { countsText, reasonTexts } from './preview-texts.ts';
import { useSlice } from '../session-context.ts';
import {
  allDifferencesText,
  pairDifferenceText,
  pairTimesText,
  speedUpText,
} from './turbo-texts.ts';
import './preview-strip.css';

/** Some of the user's images before and after, and the counts of special kinds of files. */
export function PreviewStrip() {
  const preview = useSlice((state) => state.preview);
  const recipe = useSlice((state) => state.parameters.recipe);
  if (preview === null || preview.files === 0) return null;
  const isTurbo = recipe.decode === 'turbo';
  const isEarly = preview.pairs.length === 0 && preview.isBehind && preview.reason === null;
  return (
    <section className="preview" aria-labelledby="preview-heading" aria-busy={preview.isBehind}>
      <div className="preview-head">
        <h3 id="preview-heading">Your own images, before and after</h3>
        <p className="hint" data-testid="preview-counts">
          {countsText(preview)}
        </p>
      </div>
      {preview.reason !== null && (
        <p className="error">No preview is available. {preview.reason}</p>
      )}
      {isTurbo && preview.reason === null && <TurboSummary preview={preview} recipe={recipe} />}
      <ul className="preview-pairs">
        {preview.pairs.map((pair) => (
          <Pair key={pair.id} pair={pair} recipe={recipe} />
        ))}
        {isEarly && <EmptyPairs count={Math.min(preview.files, MAX_SAMPLES)} isTurbo={isTurbo} />}
      </ul>
    </section>
  );
}

/** The room for pairs that are not chosen yet, so that nothing below moves when they come. */
function EmptyPairs({ count, isTurbo }: { readonly count: number; readonly isTurbo: boolean }) {
  return Array.from({ length: count }, (_, index) => (
    <li key={`empty ${index}`} className="preview-pair" aria-hidden="true">
      <div className={isTurbo ? 'preview-pictures three' : 'preview-pictures'}>
        <div className="preview-frame" />
        {isTurbo && <div className="preview-frame" />}
        <div className="preview-frame" />
      </div>
      <p>{NO_TEXT}</p>
      <p className="preview-size">{NO_TEXT}</p>
      <p className="preview-path">{NO_TEXT}</p>
    </li>
  ));
}

const NO_TEXT = '\u00a0';

/** For all files shown: how much turbo's rows differ from exact ones, and its speed-up. */
function TurboSummary(props: { readonly preview: PreviewView; readonly recipe: Recipe }) {
  const { preview, recipe } = props;
  return (
    <p data-testid="turbo-summary">
      {allDifferencesText(preview)} {speedUpText(preview, recipe)}
    </p>
  );
}

/** Memoised: counts change several times a second, a pair only with its row or the recipe. */
const Pair = memo(function Pair(props: { readonly pair: PreviewPair; readonly recipe: Recipe }) {
  const { pair, recipe } = props;
  const { path, chosen, outcome } = pair;
  const [reason, effect] = reasonTexts(chosen, recipe);
  const isFailed = outcome?.verdict === 'failed';
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    <li className="preview-pair" data-path={path}>
      <Pictures pair={pair} isTurbo={recipe.decode === 'turbo'} />
      <p>
        <b>{reason}</b>
        {effect !== null && !isFailed && <> · {effect}</>}
      </p>
      <p className="hint preview-size">{sizesText(pair, recipe)}</p>
      {recipe.decode === 'turbo' && <Differences pair={pair} recipe={recipe} />}
      <p className="hint preview-path one-line" title={path}>
        <bdi>{name}</bdi>
      </p>
      <Remark outcome={outcome} recipe={recipe} />
    </li>
  );
});

function Differences({ pair, recipe }: { readonly pair: PreviewPair; readonly recipe: Recipe }) {
  const texts = [pairDifferenceText(pair, recipe), pairTimesText(pair)];
  return texts.map(
    (text) =>
      text !== null && (
        <p key={text} className="preview-difference">
          {text}
        </p>
      ),
  );
}

/** The original image and its row, with captions; with turbo, the exact row between them. */
function Pictures(props: { readonly pair: PreviewPair; readonly isTurbo: boolean }) {
  const { pair, isTurbo } = props;
  const { id, path, outcome, hasSource, exact } = pair;
  const isFailed = outcome?.verdict === 'failed';
  return (
    <div className={isTurbo ? 'preview-pictures three' : 'preview-pictures'}>
      <Frame
        name="preview-source"
        pictureKey={sourceKey(id)}
        label={`${path} as stored`}
        without={outcome !== null && !hasSource ? 'no picture' : null}
        isShown={hasSource}
        caption={isTurbo ? 'as stored' : null}
      />
      {isTurbo && (
        <Frame
          name="preview-exact"
          pictureKey={exactKey(id)}
          label={`${path} as its exact row`}
          without={exact?.hasRow === false ? 'no row' : null}
          isShown={exact?.hasRow === true}
          caption="exact"
        />
      )}
      <Frame
        name="preview-row"
        pictureKey={rowKey(id)}
        label={`${path} as its row`}
        without={isFailed ? 'no row' : null}
        isShown={!isFailed}
        caption={isTurbo ? 'Turbo' : null}
      />
    </div>
  );
}

function Frame(props: {
  readonly name: string;
  readonly pictureKey: string;
  readonly label: string;
  /** The text shown if there is no picture. */
  readonly without: string | null;
  readonly isShown: boolean;
  readonly caption: string | null;
}) {
  const { name, pictureKey, label, without, isShown, caption } = props;
  return (
    <div>
      <div className="preview-frame">
        {without !== null && <p className="hint">{without}</p>}
        <PictureCanvas
          className={isShown ? name : `${name} gone`}
          pictureKey={pictureKey}
          label={label}
        />
      </div>
      {caption !== null && <p className="hint preview-caption">{caption}</p>}
    </div>
  );
}

/** The reason if there is no row, or the warning about it. */
function Remark(props: Pick<PreviewPair, 'outcome'> & { readonly recipe: Recipe }) {
  const { outcome, recipe } = props;
  if (outcome === null) return null;
  const isApproximate = outcome.verdict !== 'failed' && outcome.approximate;
  if (outcome.verdict === 'ok' && !isApproximate) return null;
  return (
    <p className="preview-remark">
      {outcome.verdict !== 'ok' && (
        <>
          <span className={`code ${outcome.verdict}`}>{outcome.code}</span> {outcome.detail}
        </>
      )}
      {isApproximate && (
        <>
          <span className="code warned">approximate</span>{' '}
          {isPillowRecipe(recipe) && 'It may differ from Pillow’s.'}
        </>
      )}
    </p>
  );
}

/** The sizes of the original image, its draft if there is one, and the row. */
function sizesText({ chosen, outcome }: PreviewPair, recipe: Recipe): string {
  const width = outcome?.width ?? chosen.file.width;
  const height = outcome?.height ?? chosen.file.height;
  const stored = width === null || height === null ? [''] : [sidesText(width, height)];
  if (outcome?.verdict === 'failed') return stored.join('');
  const scale = draftScaleOf(recipe, chosen.file);
  const draft = scale > 1 ? [`1/${scale}`] : [];
  return [...stored, ...draft, sidesText(recipe.width, recipe.height)].join(' →\u00a0');
}

/** `64 × 64`, on one line. */
function sidesText(width: number, height: number): string {
  return `${width}\u00a0×\u00a0${height}`;
}
