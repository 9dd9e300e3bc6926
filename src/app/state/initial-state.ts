import { parseSaveChoice } from '../../core/output/save-choice.ts';
import { parseRunParameters } from '../../core/recipe/recipe-parameters.ts';
import { unknownParameterTexts } from '../../core/recipe/unknown-parameters.ts';
import type { Platform } from '../platform/platform.ts';
import type { SessionState } from './session-state.ts';

/** The page's state before anything happens. */
export function initialState(platform: Platform): SessionState {
  const { cores, userAgent, canSaveAs } = platform;
  return {
    cores,
    userAgent,
    maxWorkers: maxWorkersOf(cores),
    parameters: parametersOf(platform).parameters,
    saveChoice: parseSaveChoice(platform.readParameter).choice,
    notices: [],
    listing: null,
    planned: null,
    preview: null,
    about: null,
    comparisonSettings: { seconds: 20, hasBatches: false },
    run: { kind: 'none' },
    progress: null,
    comparison: null,
    savedComparison: null,
    inspection: null,
    rowFilters: null,
    storedRuns: null,
    space: null,
    canSaveAs,
  };
}

/** Sentences about everything in the address that has no effect. */
export function addressNotices(platform: Platform): readonly string[] {
  const all = [
    ...parametersOf(platform).invalid,
    ...parseSaveChoice(platform.readParameter).invalid,
  ];
  const invalid = all.map(
    ({ reason, fallback }) => `${reason}. The default, ${fallback}, is used instead.`,
  );
  return [...invalid, ...unknownParameterTexts(platform.parameterNames())];
}

function parametersOf({ cores, readParameter }: Platform) {
  return parseRunParameters(readParameter, { fallback: cores, max: maxWorkersOf(cores) });
}

function maxWorkersOf(cores: number): number {
  return 2 * cores;
}
