import { isUnreadFolder, type PlanSummary } from '../../../core/plan/plan.ts';
import { rowShape } from '../../../core/output/array-shape.ts';
import { rowBytesOf } from '../../../core/recipe/recipe.ts';
import { canResume, canStart, isWorking, shownState } from '../../../run/run-state.ts';
import { CompareControls } from '../compare-panel/CompareControls.tsx';
import { PreviewStrip } from '../preview-strip/PreviewStrip.tsx';
import { RecipeForm } from '../recipe-form/RecipeForm.tsx';
import { amountText, bytesText, countText, factsText, unbroken } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';
import { spaceTexts } from '../stored-runs/stored-run-texts.ts';
import './plan-panel.css';

const ENDINGS_SHOWN = 6;

/** The files found, the recipe, the buttons that start a run or a comparison, and a preview. */
export function PlanPanel() {
  const session = useSession();
  const planned = useSlice((state) => state.planned);
  const recipe = useSlice((state) => state.parameters.recipe);
  // during a run, rows already written would count twice: as needed and as no longer free
  const isUnderWay = useSlice(({ run }) => isWorking(run) || canResume(shownState(run)));
  const space = useSlice((state) => state.space);
  const hasEarlierRuns = useSlice(({ storedRuns }) => storedRuns !== null && storedRuns.length > 0);
  const isHiddenIn = useSlice((state) => state.parameters.hidden === 'in');
  const isDisabled = useSlice(({ run, listing }) => !canStart(run) || listing !== null);
  if (planned === null) return null;
  const { slots, ignored, unnamed, summary, name } = planned.plan;
  const { measured, via } = planned;
  const unread = unnamed.filter(isUnreadFolder).length;
  const badNames = unnamed.length - unread;
  const [needed, warning] = spaceTexts(slots.length * rowBytesOf(recipe), space, hasEarlierRuns);
  const facts = [
    amountText(slots.length, 'image'),
    `${bytesText(measured.bytes)}${measured.isDone ? '' : ' so far'}`,
    amountText(summary.folders, 'folder'),
    ...(isHiddenIn && summary.hidden > 0 ? [`${countText(summary.hidden)} in hidden folders`] : []),
    ...(ignored.length > 0 ? [ignoredText(ignored.length, isHiddenIn ? 0 : summary.hidden)] : []),
    ...(badNames > 0 ? [`${countText(badNames)} with unreadable names`] : []),
    ...(unread > 0 ? [`${amountText(unread, 'folder')} not read completely`] : []),
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
          <strong className="name">{name}</strong> {factsText(facts)}
        </p>
      </div>
      <Endings summary={summary} />
      {(via === 'picker' || via === 'input') && (
        <p className="hint">
          The browser’s folder picker may silently leave out files. Drop the folder on this page to
          get them all.
        </p>
      )}
      <RecipeForm />
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
          Up to {amountText(slots.length, 'row')} of {rowShape(recipe).map(countText).join(' × ')}:{' '}
          {unbroken(needed)}
        </p>
      </div>
      {warning !== null && !isUnderWay && <p className="warning">{warning}</p>}
      <CompareControls />
      {/* below the buttons, which would move while its pictures come */}
      <PreviewStrip />
    </section>
  );
}

function ignoredText(ignored: number, hidden: number): string {
  const text = `${countText(ignored)} ignored`;
  return hidden === 0 ? text : `${text} (${countText(hidden)} in hidden folders)`;
}

function Endings({ summary }: { readonly summary: PlanSummary }) {
  const shown = summary.endings.slice(0, ENDINGS_SHOWN);
  const others = summary.endings.slice(ENDINGS_SHOWN).reduce((sum, [, count]) => sum + count, 0);
  return (
    <p className="extensions">
      <span className="hint">By name:</span>
      {shown.map(([ending, count]) => (
        <span className="chip" key={ending}>
          {ending === '' ? 'no extension' : <bdi>{ending}</bdi>} <b>{countText(count)}</b>
        </span>
      ))}
      {others > 0 && (
        <span className="chip">
          others <b>{countText(others)}</b>
        </span>
      )}
      <span className="hint">Formats are detected from the bytes, not the name.</span>
    </p>
  );
}
