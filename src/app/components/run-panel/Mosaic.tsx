import { useEffect, useRef, useState } from 'react';

import type { MosaicLayout } from '../../../core/inspect/mosaic-layout.ts';
import { countText } from '../quantity-text.ts';
import { useSession } from '../session-context.ts';
import './mosaic.css';

/** In CSS pixels. */
const MAX_HEIGHT = 240;
/** How often another worker is looked for if the one that painted has died. */
const RETRY_MS = 1000;

/** The rows of the run, small, as they are made. The worker that stores them paints them. */
export function Mosaic() {
  const session = useSession();
  const frame = useRef<HTMLDivElement>(null);
  const [layout, setLayout] = useState<MosaicLayout | null>(null);
  useEffect(() => {
    const { current } = frame;
    if (current === null) return;
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const retry = () => {
      if (!isGone) timer = setTimeout(() => void show(current, true), RETRY_MS);
    };
    async function show(into: HTMLElement, isAgain: boolean): Promise<void> {
      const canvas = document.createElement('canvas'); // it can be passed on only once
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', 'Rows of the run, in the order of paths');
      const shown = await session.showMosaic(canvas, into.clientWidth, MAX_HEIGHT, retry);
      if (isGone) return;
      if (shown === null) {
        if (isAgain) retry();
        return;
      }
      canvas.style.aspectRatio = `${shown.width} / ${shown.height}`;
      into.replaceChildren(canvas);
      setLayout(shown);
    }
    void show(current, false);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
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
