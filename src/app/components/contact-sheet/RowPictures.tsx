import { useEffect, useRef, useState } from 'react';

import { errorMessage } from '../../../core/error-message.ts';
import type { RowAccess } from '../../state/sheet/row-access.ts';
import { drawOn } from './draw-on.ts';

const NOT_SHOWN = 'This browser cannot show the file.';

/** A row in its own pixels, and its file as the browser shows it. */
export function RowPictures(props: {
  readonly rows: RowAccess;
  readonly slot: number;
  readonly hasRow: boolean;
}) {
  const { rows, slot, hasRow } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [error, setError] = useState<string | null>(null);
  const source = useSource(rows, slot);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    if (!hasRow) return;
    let isWanted = true;
    rows.paint([slot], Infinity).then(
      ([picture = null]) => {
        if (!isWanted) return picture?.close();
        if (picture === null) setError('The row is not in the store.');
        drawOn(canvas.current, picture);
      },
      (reason: unknown) => isWanted && setError(errorMessage(reason)),
    );
    return () => {
      isWanted = false;
    };
  }, [rows, slot, hasRow]);
  const turn = rows.recipe.orientation === 'apply' ? 'turned' : 'as-stored';
  return (
    <div className="row-pictures">
      <figure>
        {hasRow && error === null && (
          <canvas ref={canvas} role="img" aria-label="The row" width={1} height={1} />
        )}
        {!hasRow && <p className="hint">The file failed, so it has no row.</p>}
        {error !== null && <p className="error">{error}</p>}
        <figcaption>Row</figcaption>
      </figure>
      <figure>
        {source.url !== null && !isRefused && (
          <img className={turn} src={source.url} alt="The file" onError={() => setRefused(true)} />
        )}
        {(source.reason !== null || isRefused) && (
          <p className="hint">{source.reason ?? NOT_SHOWN}</p>
        )}
        <figcaption>File</figcaption>
      </figure>
    </div>
  );
}

interface Source {
  readonly url: string | null;
  readonly reason: string | null;
}

const NOT_YET: Source = { url: null, reason: null };

function useSource(rows: RowAccess, slot: number): Source {
  const [source, setSource] = useState(NOT_YET);
  useEffect(() => {
    let url: string | null = null;
    let isWanted = true;
    async function open(): Promise<void> {
      const found = await rows.source(slot).catch(errorMessage);
      if (!isWanted) return;
      url = typeof found === 'string' ? null : URL.createObjectURL(found);
      setSource({ url, reason: typeof found === 'string' ? found : null });
    }
    void open();
    return () => {
      isWanted = false;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [rows, slot]);
  return source;
}
