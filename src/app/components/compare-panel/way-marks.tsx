import {
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
  type SymbolType,
} from 'd3-shape';

import type { Way } from '../../../core/comparison/cell.ts';
import { WAY_HINTS, WAY_TEXTS } from './comparison-texts.ts';

/** Ways differ by shape as well as by colour. */
const SHAPES: Readonly<Record<Way, SymbolType>> = {
  canvas: symbolSquare,
  plain: symbolTriangle,
  exact: symbolCircle,
  turbo: symbolDiamond,
};

const SIZE = 64;

/** The mark of a way, around the origin. */
export function WayMark({ way }: { readonly way: Way }) {
  return <path className={`mark ${way}`} d={symbol(SHAPES[way], SIZE)() ?? ''} />;
}

export function WayLegend(props: { readonly ways: readonly Way[]; readonly hasFit: boolean }) {
  const { ways, hasFit } = props;
  return (
    <ul className="legend">
      {ways.map((way) => (
        <li key={way} title={WAY_HINTS[way]}>
          <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
            <WayMark way={way} />
          </svg>
          {WAY_TEXTS[way]}
        </li>
      ))}
      <li>
        <svg width="22" height="14" viewBox="0 -7 22 14" aria-hidden="true">
          <path className="ideal" d="M0,0H22" />
        </svg>
        ideal
      </li>
      {hasFit && (
        <li>
          <svg width="22" height="14" viewBox="0 -7 22 14" aria-hidden="true">
            <path className="fit" d="M0,0H22" />
          </svg>
          Amdahl’s law
        </li>
      )}
    </ul>
  );
}
