import { createLogUpdate } from 'log-update';

import { shapeText } from '../../core/output/array-shape.ts';
import type { Receipt } from '../../core/output/receipt.ts';
import { imagesText, type Display, type Progress } from './display.ts';

/** One line that changes while a run goes on, and one for its end. `stream` is a terminal. */
export function createTerminal(stream: NodeJS.WriteStream): Display {
  const line = createLogUpdate(stream);
  const say = (text: string): void => {
    line.clear();
    line.done(); // shows the cursor again
    stream.write(`${text}\n`);
  };
  return {
    plan({ images, isResumed }) {
      line(isResumed ? `Going on with ${imagesText(images)}.` : imagesText(images));
    },
    progress(progress) {
      line(progressText(progress, stream.columns));
    },
    finished: (receipt, out) => say(finishedText(receipt, out)),
    ended: (reason, resume) => say(endedText(reason, resume)),
  };
}

const DEFAULT_COLUMNS = 80;
const BAR_WIDTH = 24;

/** `█████░░░░ 41 %  4,100 of 10,000  3,021/s  0:02 left  2 failed`, at most as wide as the terminal. */
export function progressText(
  { total, done, failed, elapsedMs, rate }: Progress,
  columns = DEFAULT_COLUMNS,
): string {
  const share = total === 0 ? 1 : done / total;
  const full = Math.round(share * BAR_WIDTH);
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}`;
  const left = rate === null || rate === 0 ? null : (total - done) / rate;
  const parts = [
    `${String(Math.floor(share * 100)).padStart(3)} %`,
    `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`,
    rate === null ? clockText(elapsedMs / 1000) : `${Math.round(rate).toLocaleString('en-US')}/s`,
    ...(left === null ? [] : [`${clockText(left)} left`]),
    ...(failed === 0 ? [] : [`${failed.toLocaleString('en-US')} failed`]),
  ];
  const text = parts.join('  ');
  const withBar = `${bar} ${text}`;
  return (withBar.length < columns ? withBar : text).slice(0, columns - 1);
}

/** `0:07`, `12:30`, `1:02:03`. */
function clockText(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes, rest] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export function finishedText({ shape, counts, timings }: Receipt, out: string): string {
  const { ok, warned, failed, ignored } = counts;
  const seconds = timings.wallMs / 1000;
  const images = ok + warned + failed;
  const rate = seconds === 0 ? '' : `, ${Math.round(images / seconds).toLocaleString('en-US')}/s`;
  const amounts = [
    `${ok.toLocaleString('en-US')} ok`,
    ...(warned === 0 ? [] : [`${warned.toLocaleString('en-US')} with a warning`]),
    ...(failed === 0 ? [] : [`${failed.toLocaleString('en-US')} failed`]),
    ...(ignored === 0 ? [] : [`${ignored.toLocaleString('en-US')} ignored`]),
  ];
  return `${out}: ${shapeText(shape)} uint8; ${amounts.join(', ')}; ${seconds.toFixed(1)} s${rate}`;
}

function endedText(reason: string, resume: string | null): string {
  return resume === null ? reason : `${reason} Go on with:\n  ${resume}`;
}
