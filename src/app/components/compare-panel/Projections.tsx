import { projectionsOf, type Projection } from '../../../core/comparison/facts.ts';
import type { ComparisonReport } from '../../../core/comparison/report.ts';
import { canChangeRecipe } from '../../../run/run-state.ts';
import { amountText, unbroken } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';
import { cellText, durationRangeText } from './comparison-texts.ts';

/** How long the whole folder would take with each choice, and a button that makes the choice. */
export function Projections({ report }: { readonly report: ComparisonReport }) {
  const projections = projectionsOf(report);
  if (projections.length === 0) return null;
  return (
    <section className="chart" aria-label="The whole folder">
      <h3>The whole folder, {amountText(report.folder.images, 'image')}</h3>
      <ul className="projections">
        {projections.map((projection) => (
          <Choice key={cellText(projection.point)} projection={projection} />
        ))}
      </ul>
    </section>
  );
}

function Choice({ projection }: { readonly projection: Projection }) {
  const { point, lowMs, highMs } = projection;
  const { workers } = point;
  const session = useSession();
  const parameters = useSlice((state) => state.parameters);
  const isDisabled = useSlice(({ run, listing }) => !canChangeRecipe(run) || listing !== null);
  const decode = point.way === 'turbo' ? 'turbo' : 'exact';
  const isChosen = parameters.workers === workers && parameters.recipe.decode === decode;
  return (
    <li>
      <span>
        <b>{unbroken(durationRangeText({ low: lowMs, high: highMs }))}</b> {cellText(point)}
      </span>
      <button
        type="button"
        aria-pressed={isChosen}
        aria-disabled={isDisabled}
        aria-label={`Use for Start: ${cellText(point)}`}
        onClick={() => {
          if (isDisabled) return;
          session.change({ workers, recipe: { ...parameters.recipe, decode } });
        }}
      >
        {isChosen ? 'Chosen' : 'Use'}
      </button>
    </li>
  );
}
