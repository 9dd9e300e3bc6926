import { useEffect, useState } from 'react';

import type { RowFinding } from '../../../core/inspect/finding.ts';
import type { Recipe } from '../../../core/recipe/recipe.ts';
import type { ShownRow } from '../../state/inspection/inspection-calls.ts';
import { PictureCanvas } from '../preview-strip/PictureCanvas.tsx';
import { useSession } from '../session-context.ts';
import { findingCount, findingHint, FINDING_TITLES } from './finding-texts.ts';

const MAX_SAMPLES = 12;

/** A finding with the first of its rows. */
export function FindingItem(props: { readonly finding: RowFinding; readonly recipe: Recipe }) {
  const { finding, recipe } = props;
  const { name, slots } = finding;
  const session = useSession();
  const [shown, setShown] = useState<readonly ShownRow[]>([]);
  useEffect(() => {
    let isGone = false;
    void session.showRows(name, slots.slice(0, MAX_SAMPLES)).then((rows) => {
      if (!isGone) setShown(rows);
    });
    return () => {
      isGone = true;
    };
  }, [session, name, slots]);
  return (
    <li className="found" data-testid={`finding-${name}`}>
      <h4>
        {FINDING_TITLES[name]}: {findingCount(finding)}
      </h4>
      <p className="hint">{findingHint(name, recipe)}</p>
      <ul className="samples">
        {shown.map(({ slot, path }) => (
          <li key={slot}>
            <PictureCanvas
              pictureKey={`${name} ${slot}`}
              label={`Row of ${path}`}
              className="sample"
            />
            <span className="sample-path" title={path}>
              <bdi>{path}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}
