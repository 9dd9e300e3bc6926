import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import { errorMessage } from '../core/error-message.ts';
import { STORED_RUN_FORMAT, type RunHead } from '../core/plan/stored-run.ts';
import { runParameterTexts, type RunParameters } from '../core/recipe/recipe-parameters.ts';
import type { SegmentEnd } from '../run/run-segment.ts';
import { CliError } from './cli-error.ts';
import type { RunCommand } from './command-line.ts';
import { finishRun } from './finish/finish-run.ts';
import { planOf } from './plan-input.ts';
import { runImages } from './run-images.ts';
import type { Display } from './show/display.ts';
import { beginRun, reopenRun, type OpenRun } from './store/open-run.ts';
import { createPart, findPart, type PartFolder } from './store/part-folder.ts';
import type { ThreadStock } from './thread/thread-stock.ts';
import { USER_AGENT } from './version.ts';

/** A command, and what it is run with. */
export interface CommandNeeds {
  readonly threads: ThreadStock;
  readonly command: RunCommand;
  readonly display: Display;
  readonly stop: AbortController;
  /** The command that goes on with it. */
  readonly resume: string;
}

/**
 * Makes the array of a folder. Returns the exit code: 0 if each file has a verdict, 1 if the run ended before.
 * Throws a CliError if it could not begin.
 */
export async function runCommand(needs: CommandNeeds): Promise<number> {
  const { command } = needs;
  const part = command.resumes ? findPart(command.out) : null;
  if (command.resumes && isFinished(part, command.out)) {
    part?.remove();
    return 0;
  }
  checkTargets(command, part !== null);
  // the clock of the progress calls it, and runs only while images do
  const shown = { show: (): void => undefined };
  const onShow = (): void => shown.show();
  const run = (part && reopen(part, command, onShow)) ?? begin(command, onShow);
  shown.show = () => showProgress(run, needs.display);
  try {
    return await execute(run, needs);
  } catch (error) {
    const reason = `${command.out} could not be made (${errorMessage(error)}). Its rows are safe.`;
    needs.display.ended(reason, needs.resume);
    return 1;
  } finally {
    run.part.unlock();
  }
}

/** Whether the array is there already, and at most the folder has to be deleted. */
function isFinished(part: PartFolder | null, out: string): boolean {
  return existsSync(out) && (part === null || !existsSync(part.rowsPath));
}

/** A file that is there already is only replaced if that is asked for. */
function checkTargets(
  { out, manifest, receipt, overwrites }: RunCommand,
  isResumed: boolean,
): void {
  if (overwrites || isResumed) return;
  for (const path of [out, manifest, receipt]) {
    if (path === null || !existsSync(path)) continue;
    throw new CliError(`${path} is there already: name another file, or add --overwrite.`);
  }
}

function begin(command: RunCommand, onShow: () => void): OpenRun {
  const startedAt = performance.now();
  const { parameters, out } = command;
  const plan = planOf(command, parameters.hidden);
  const head: RunHead = {
    format: STORED_RUN_FORMAT,
    id: randomUUID(),
    name: plan.name,
    startedMs: Date.now(),
    parameters,
    slots: plan.slots.length,
    listMs: performance.now() - startedAt,
  };
  const part = createPart(out);
  try {
    return beginRun(part, head, plan, onShow);
  } catch (error) {
    part.remove();
    throw error;
  }
}

/** Null if there is nothing to go on with. */
function reopen(part: PartFolder, command: RunCommand, onShow: () => void): OpenRun | null {
  try {
    const run = reopenRun(
      part,
      ({ parameters }) => {
        checkParameters(part, parameters, command.parameters);
        return planOf(command, parameters.hidden);
      },
      onShow,
    );
    if (run === null) part.remove();
    return run;
  } catch (error) {
    part.unlock();
    throw error;
  }
}

/** Rows of other options would be other rows. */
function checkParameters({ path }: PartFolder, stored: RunParameters, given: RunParameters): void {
  const textOf = (parameters: RunParameters): string =>
    runParameterTexts(parameters, parameters.workers)
      .map(([name, text]) => `--${name}=${text}`)
      .join(' ');
  if (textOf(stored) === textOf(given)) return;
  const options = textOf(stored) || 'no options';
  throw new CliError(`${path} was begun with ${options}: give the same, or delete that folder.`);
}

function showProgress({ progress, journal }: OpenRun, display: Display): void {
  const { total, done, elapsedMs, meter } = progress.view();
  const { failed } = journal.ledger.counts;
  display.progress({ total, done, failed, elapsedMs, rate: meter?.recentRate ?? null });
}

/** Runs what is missing. Returns the exit code. */
async function execute(run: OpenRun, needs: CommandNeeds): Promise<number> {
  const { command, display, stop, resume, threads } = needs;
  const { plan, progress, journal, head } = run;
  const images = progress.remaining;
  display.plan({ listed: plan.summary.listed, images, isResumed: images < plan.slots.length });
  const root = command.folder === null ? '' : `${resolve(command.folder)}/`;
  const parameters = { ...head.parameters, workers: command.parameters.workers };
  const current = { ...run, head: { ...head, parameters } };
  const end = await runImages(current, { root, stop, threads });
  const isWhole = progress.remaining === 0 && end.uncommitted.length === 0;
  journal.recordPause({ status: isWhole ? 'finished' : 'paused', userAgent: USER_AGENT });
  journal.close();
  if (!isWhole) {
    display.ended(reasonOf(end, run), resume);
    return 1;
  }
  display.finished(finishRun({ ...current, sums: end.sums }, command), command.out);
  return 0;
}

function reasonOf({ blocker, sinkDeath, end, reason }: SegmentEnd, run: OpenRun): string {
  const { length } = run.plan.slots;
  const done = `${(length - run.progress.remaining).toLocaleString('en-US')} of ${length.toLocaleString('en-US')}`;
  const safe = `${done} images are done and safe in ${run.part.path}.`;
  const detail = sinkDeath ?? blocker?.detail ?? null;
  if (detail !== null) return `The rows could not be stored (${detail}). ${safe} Make room.`;
  if (end === 'broken') return `Threads died one after another (${reason ?? ''}). ${safe}`;
  return `Stopped. ${safe}`;
}
