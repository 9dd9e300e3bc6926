import { countText } from '../quantity-text.ts';
import './progress-bar.css';

export function ProgressBar(props: {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** The progress in words if the numbers are not counts. */
  readonly text?: string;
}) {
  const { label, done, total } = props;
  const fraction = total === 0 ? 1 : done / total;
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={props.text ?? `${countText(done)} of ${countText(total)}`}
    >
      <div style={{ width: `${fraction * 100}%` }} />
    </div>
  );
}
