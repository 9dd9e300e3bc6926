import { readStoredRecipe } from '../recipe/stored-recipe.ts';
import { WAYS, type Cell } from './cell.ts';
import {
  COMPARISON_KIND,
  COMPARISON_SCHEMA,
  DISTURBANCES,
  type ComparisonReport,
  type CoreProbe,
  type Pass,
  type StageTimes,
} from './report.ts';

/** A value that is not as the schema says. Thrown and caught in this file only. */
class NotByTheSchema extends Error {}

type Fields = ReadonlyMap<string, unknown>;

/**
 * Reads a saved comparison. Returns the sentence that says why it cannot be read if it is something else, of
 * another version, or inconsistent. Everything else that the file has is left out.
 */
export function readComparison(text: string): ComparisonReport | { readonly reason: string } {
  let saved: unknown;
  try {
    saved = JSON.parse(text);
  } catch {
    return { reason: 'it is not JSON' };
  }
  try {
    const fields = fieldsOf(saved);
    if (fields.get('kind') !== COMPARISON_KIND) {
      return { reason: 'it is not a comparison that this page has saved' };
    }
    if (fields.get('schema') !== COMPARISON_SCHEMA) {
      return { reason: 'it was saved by another version of this page' };
    }
    return reportOf(fields);
  } catch (error) {
    if (error instanceof NotByTheSchema) return { reason: `its ${error.message}` };
    throw error;
  }
}

function reportOf(fields: Fields): ComparisonReport {
  const object = (name: string): Fields => fieldsOf(fields.get(name), name);
  const recipe = readStoredRecipe(Object.fromEntries(object('recipe')));
  if (recipe === null) throw new NotByTheSchema('recipe is unknown here');
  const cells = listOf(fields, 'cells', cellOf);
  const machine = object('machine');
  return {
    kind: COMPARISON_KIND,
    schema: COMPARISON_SCHEMA,
    pixelpool: textOf(fields, 'pixelpool'),
    startedMs: numberOf(fields, 'startedMs'),
    seconds: numberOf(fields, 'seconds'),
    isComplete: fields.get('isComplete') === true,
    machine: { cores: countOf(machine, 'cores'), memoryGiB: knownNumberOf(machine, 'memoryGiB') },
    userAgent: textOf(fields, 'userAgent'),
    folder: imagesOf(object('folder')),
    sample: imagesOf(object('sample')),
    recipe,
    rounds: countOf(fields, 'rounds'),
    startMs: numberOf(fields, 'startMs'),
    cells,
    leftOut: listOf(fields, 'leftOut', cellOf),
    passes: listOf(fields, 'passes', (pass) => passOf(pass, cells.length)),
    probes: listOf(fields, 'probes', probeOf),
  };
}

function imagesOf(fields: Fields): ComparisonReport['folder'] {
  return { images: countOf(fields, 'images'), bytes: knownNumberOf(fields, 'bytes') };
}

function cellOf(fields: Fields): Cell {
  const way = WAYS.find((name) => name === fields.get('way'));
  if (way === undefined) throw new NotByTheSchema('cells have a way that is unknown here');
  const batch = fields.get('batch') === null ? null : countOf(fields, 'batch');
  return { way, workers: countOf(fields, 'workers'), batch };
}

function passOf(fields: Fields, cells: number): Pass {
  const cell = numberOf(fields, 'cell');
  if (!Number.isInteger(cell) || cell >= cells) throw new NotByTheSchema('passes have no cell');
  const value = fields.get('disturbance');
  const disturbance = DISTURBANCES.find((name) => name === value) ?? null;
  if (value !== disturbance) throw new NotByTheSchema('disturbances are unknown here');
  const wallMs = numberOf(fields, 'wallMs');
  if (wallMs === 0) throw new NotByTheSchema('passes took no time');
  return {
    cell,
    round: numberOf(fields, 'round'),
    images: countOf(fields, 'images'),
    wallMs,
    stages: stagesOf(fieldsOf(fields.get('stages'), 'stages')),
    disturbance,
  };
}

function stagesOf(fields: Fields): StageTimes {
  return {
    open: numberOf(fields, 'open'),
    read: numberOf(fields, 'read'),
    decode: numberOf(fields, 'decode'),
    scale: numberOf(fields, 'scale'),
    write: numberOf(fields, 'write'),
    wait: numberOf(fields, 'wait'),
  };
}

function probeOf(fields: Fields): CoreProbe {
  const [round, one, all] = ['round', 'one', 'all'].map((name) => numberOf(fields, name));
  return { round: round ?? 0, one: one ?? 0, all: all ?? 0 };
}

function fieldsOf(value: unknown, name = 'content'): Fields {
  if (typeof value !== 'object' || value === null) {
    throw new NotByTheSchema(`${name} is missing`);
  }
  return new Map<string, unknown>(Object.entries(value));
}

function listOf<T>(fields: Fields, name: string, read: (item: Fields) => T): readonly T[] {
  const list = fields.get(name);
  if (!Array.isArray(list)) throw new NotByTheSchema(`${name} are missing`);
  return list.map((item: unknown) => read(fieldsOf(item, name)));
}

function textOf(fields: Fields, name: string): string {
  const value = fields.get(name);
  if (typeof value === 'string') return value;
  throw new NotByTheSchema(`${name} is missing`);
}

/** Finite and not below 0. */
function numberOf(fields: Fields, name: string): number {
  const value = fields.get(name);
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw new NotByTheSchema(`${name} is no number`);
}

function countOf(fields: Fields, name: string): number {
  const value = numberOf(fields, name);
  if (Number.isInteger(value) && value > 0) return value;
  throw new NotByTheSchema(`${name} is no count`);
}

function knownNumberOf(fields: Fields, name: string): number | null {
  return fields.get(name) === null ? null : numberOf(fields, name);
}
