import type { PlanSummary } from '../../core/plan.ts';
import { rowBytesOf } from '../../core/recipe.ts';
import { isBusy } from '../state/session-state.ts';
import { CompareControls } from './CompareControls.tsx';
import { LookStrip } from './LookStrip.tsx';
import { RecipeForm } from './RecipeForm.tsx';
import { amountText, bytesText, countText } from './quantity-text.ts';
import { useSession, useSlice } from './session-context.ts';

const ENDINGS_SHOWN = 6;

/** What was found, how it is to be made into rows, and the two things that can be done with it. */
export function PlanPanel() {
  const session = useSession();
  const planned = useSlice((state) => state.planned);
  const recipe = useSlice((state) => state.parameters.recipe);
  const isDisabled = useSlice((state) => isBusy(state) || state.listing !== null);
  if (planned === null) return null;
  const { slots, ignored, unnamed, summary, name } = planned.plan;
  const { measured } = planned;
  const facts = [
    amountText(slots.length, 'image'),
    `${bytesText(measured.bytes)}${measured.isDone ? '' : ' so far'}`,
    amountText(summary.folders, 'folder'),
    ...(ignored.length > 0 ? [`${countText(ignored.length)} ignored`] : []),
    ...(unnamed.length > 0 ? [`${countText(unnamed.length)} with unreadable names`] : []),
  ];
  return (
    <section
      className="stage"
      aria-labelledby="plan-heading"
      data-testid="plan"
      data-list-ms={planned.listMs}
    >
      <div className="stage-head">
        <h2 id="plan-heading">Plan</h2>
        <p className="facts">
          <strong className="name">{name}</strong> {facts.join(' · ')}
        </p>
      </div>
      <Endings summary={summary} />
      <RecipeForm />
      <LookStrip />
      <div className="actions">
        <button
          type="button"
          className="primary"
          disabled={isDisabled}
          onClick={() => void session.start()}
        >
          Start
        </button>
        <p className="hint">
          At most {amountText(slots.length, 'row')} of {countText(recipe.height)} ×{' '}
          {countText(recipe.width)} × 3: {bytesText(slots.length * rowBytesOf(recipe))}
        </p>
      </div>
      <CompareControls />
    </section>
  );
}

function Endings({ summary }: { readonly summary: PlanSummary }) {
  const shown = summary.endings.slice(0, ENDINGS_SHOWN);
  const others = summary.endings.slice(ENDINGS_SHOWN).reduce((sum, [, count]) => sum + count, 0);
  return (
    <p className="endings">
      <span className="hint">By name:</span>
      {shown.map(([ending, count]) => (
        <span className="chip" key={ending}>
          {ending === '' ? 'no ending' : ending} <b>{countText(count)}</b>
        </span>
      ))}
      {others > 0 && (
        <span className="chip">
          others <b>{countText(others)}</b>
        </span>
      )}
      <span className="hint">The bytes decide, not the name.</span>
    </p>
  );
}
