import { memo } from 'react';

import { isPillowRecipe } from '../../core/pillow-steps.ts';
import type { Recipe } from '../../core/recipe.ts';
import { rowKey, sourceKey } from '../state/preview-lanes.ts';
import type { PreviewPair } from '../state/session-state.ts';
import { PictureCanvas } from './PictureCanvas.tsx';
import { countsText, reasonTexts } from './look-texts.ts';
import { useSlice } from './session-context.ts';

/** Some of the user's own images as they are and as their rows, and what the others are like. */
export function LookStrip() {
  const look = useSlice((state) => state.look);
  const recipe = useSlice((state) => state.parameters.recipe);
  if (look === null || look.files === 0) return null;
  return (
    <section className="look" aria-labelledby="look-heading" aria-busy={look.isBehind}>
      <div className="look-head">
        <h3 id="look-heading">Your own images, before and after</h3>
        <p className="hint" data-testid="look-counts">
          {countsText(look)}
        </p>
      </div>
      {look.trouble !== null && (
        <p className="trouble">They cannot be shown before the run. {look.trouble}</p>
      )}
      <ul className="look-pairs">
        {look.pairs.map((pair) => (
          <Pair key={pair.id} pair={pair} recipe={recipe} />
        ))}
      </ul>
    </section>
  );
}

/** Counts come several times a second; a pair changes with its row and the recipe alone. */
const Pair = memo(function Pair(props: { readonly pair: PreviewPair; readonly recipe: Recipe }) {
  const { pair, recipe } = props;
  const { id, path, chosen, outcome, hasSource } = pair;
  const [reason, effect] = reasonTexts(chosen, recipe);
  const isFailed = outcome?.verdict === 'failed';
  const size = sizeText(pair);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    <li className="look-pair" data-path={path}>
      <div className="look-pictures">
        <div className="look-frame">
          {outcome !== null && !hasSource && <p className="hint">no picture</p>}
          <PictureCanvas
            className={hasSource ? 'look-source' : 'look-source gone'}
            pictureKey={sourceKey(id)}
            label={`${path} as it is stored`}
          />
        </div>
        <div className="look-frame">
          {isFailed && <p className="hint">no row</p>}
          <PictureCanvas
            className={isFailed ? 'look-row gone' : 'look-row'}
            pictureKey={rowKey(id)}
            label={`${path} as its row`}
          />
        </div>
      </div>
      <p className="look-reason">
        <b>{reason}</b>
        {effect !== null && !isFailed && <> · {effect}</>}
      </p>
      <p className="hint look-size">
        {size} {!isFailed && `→\u00a0${sidesText(recipe.width, recipe.height)}`}
      </p>
      <p className="hint look-path" title={path}>
        <bdi>{name}</bdi>
      </p>
      <Remark outcome={outcome} recipe={recipe} />
    </li>
  );
});

/**
 * What is to be said of the row: that there is none and why, or that it is to be looked at twice.
 */
function Remark(props: Pick<PreviewPair, 'outcome'> & { readonly recipe: Recipe }) {
  const { outcome, recipe } = props;
  if (outcome === null) return null;
  const isApproximate = outcome.verdict !== 'failed' && outcome.approximate;
  if (outcome.verdict === 'ok' && !isApproximate) return null;
  return (
    <p className="look-remark">
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

function sizeText({ chosen, outcome }: PreviewPair): string {
  const width = outcome?.width ?? chosen.file.width;
  const height = outcome?.height ?? chosen.file.height;
  return width === null || height === null ? '' : sidesText(width, height);
}

/** `64 × 64`, on one line. */
function sidesText(width: number, height: number): string {
  return `${width}\u00a0×\u00a0${height}`;
}
