import { useEffect, useRef, useState } from 'react';

import type { MosaicLayout } from '../../../core/inspect/mosaic-layout.ts';
import { countText } from '../quantity-text.ts';
import { useSession } from '../session-context.ts';
import './mosaic.css';

/** In CSS pixels. */
const MAX_HEIGHT = 240;

/** The rows of the run, small, as they are made. The worker that stores them paints them. */
export function Mosaic() {
  const session = useSession();
  const frame = useRef<HTMLDivElement>(null);
  const [layout, setLayout] = useState<MosaicLayout | null>(null);
  useEffect(() => {
    const { current } = frame;
    if (current === null) return;
    // a canvas can be passed on only once
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', 'Rows of the run, in the order of paths');
    void session.showMosaic(canvas, current.clientWidth, MAX_HEIGHT).then((shown) => {
      if (shown === null) return;
      canvas.style.aspectRatio = `${shown.width} / ${shown.height}`;
      current.replaceChildren(canvas);
      setLayout(shown);
    });
  }, [session]);
  return (
    <figure className="mosaic">
      <div ref={frame} />
      {layout !== null && layout.step > 1 && (
        <figcaption className="hint">
          One row in {countText(layout.step)} is shown: more would be too small to see.
        </figcaption>
      )}
    </figure>
  );
}
