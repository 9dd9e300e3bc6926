import { SAVE_NAMES } from '../output/save-choice.ts';
import { PARAMETER_NAMES } from './recipe-parameters.ts';

const NAMES: ReadonlySet<string> = new Set([...PARAMETER_NAMES, ...SAVE_NAMES]);

/** Parameters that people expect under these names. */
const MEANT: Readonly<Record<string, string>> = {
  size: 'width and height',
  w: 'width',
  h: 'height',
  filter: 'resample',
  interpolation: 'resample',
  colour: 'mode',
  channels: 'mode',
  turbo: 'decode=turbo',
  background: 'alpha',
  exif: 'orientation',
  threads: 'workers',
};

/**
 * A sentence for each of the names that is no parameter: what is ignored, and which name may have
 * been meant. The names are part of a sentence, isolated (Unicode bidi), so that none can reverse it.
 */
export function unknownParameterTexts(names: readonly string[]): readonly string[] {
  return names
    .filter((name) => !NAMES.has(name))
    .map((name) => {
      const known = name.toLowerCase();
      const meant = NAMES.has(known) ? known : meantBy(known);
      const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
      return `The address has “\u2068${name}\u2069”, which is no parameter of this page and is ignored.${question}`;
    });
}

function meantBy(name: string): string | undefined {
  return Object.hasOwn(MEANT, name) ? MEANT[name] : undefined;
}
