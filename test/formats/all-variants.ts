import { FORMAT_SPECS, type ImageVariant } from '../../src/formats/specs.ts';

export const ALL_VARIANTS = FORMAT_SPECS.flatMap(
  ({ variants }) => Object.keys(variants) as ImageVariant[],
);
