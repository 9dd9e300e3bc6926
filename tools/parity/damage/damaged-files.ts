import { bitFlips, trailingBytes, truncations, zeroedBlocks, type Damage } from './break-bytes.ts';
import { partsOf } from './file-parts.ts';
import { sizesOf, withSize } from './header-sizes.ts';
import { largeImages } from './large-images.ts';
import { otherFiles } from './other-files.ts';
import { seededRandom } from './seeded-random.ts';
import { EXTENSIONS, readSources, type Source, type SourceFormat } from './sources.ts';

/** The seed of the files that the tests know. */
export const DEFAULT_SEED = 1;

/** A file to be: its path in the folder is `KIND/FORMAT/SOURCE.DAMAGE.sSEED.EXTENSION`. */
export interface DamagedFile {
  readonly path: string;
  readonly make: () => Uint8Array;
}

export interface DamageOptions {
  readonly seed: number;
  /** A few hundred files, none of which is large or has a header that asks for much memory. */
  readonly isShort: boolean;
}

/** All damaged files of a seed, each made from its own name alone, in the order of their making. */
export function damagedFiles({ seed, isShort }: DamageOptions): readonly DamagedFile[] {
  const sources = readSources(isShort);
  const firsts = firstOfEach(sources);
  return [
    ...sources.flatMap((source) => brokenOf(source, sources, seed, isShort)),
    ...firsts.flatMap((source) => misnamedOf(source, isShort)),
    ...firsts.flatMap((source) => resizedOf(source, isShort)),
    ...(isShort ? [] : largeOnes(sources)),
    ...otherFiles().map(({ name, make }) => {
      const path = `no-image/none/${name}`;
      return { path, make: () => make(seededRandom(`${seed} ${path}`)) };
    }),
  ];
}

/** What the damage of a file is called in a table, and the format that it was made of. */
export function kindOfPath(path: string): { readonly kind: string; readonly format: string } {
  const [kind = '', format = ''] = path.split('/');
  return { kind, format };
}

function brokenOf(
  source: Source,
  sources: readonly Source[],
  seed: number,
  isShort: boolean,
): readonly DamagedFile[] {
  const parts = partsOf(source);
  const second = sources.find(({ format }) => format === source.format) ?? source;
  const damages: Record<string, readonly Damage[]> = {
    truncated: truncations(source.bytes, parts, isShort ? 11 : 20),
    flipped: bitFlips(parts, isShort ? 2 : 6),
    zeroed: zeroedBlocks(isShort ? 1 : 3),
    trailing: trailingBytes(second.bytes, isShort),
  };
  return Object.entries(damages).flatMap(([kind, all]) =>
    all.map(({ name, make }) => {
      const { format } = source;
      const path = `${kind}/${format}/${source.name}.${name}.s${seed}${EXTENSIONS[format]}`;
      return { path, make: () => make(source.bytes, seededRandom(path)) };
    }),
  );
}

function firstOfEach(sources: readonly Source[]): readonly Source[] {
  return sources.filter(
    (source, i) => sources.findIndex(({ format }) => format === source.format) === i,
  );
}

/** Whole images under another format's name, and without any extension. */
function misnamedOf({ format, name, bytes }: Source, isShort: boolean): readonly DamagedFile[] {
  const others = Object.entries(EXTENSIONS).filter(([other]) => other !== format);
  const wrong = (isShort ? others.slice(0, 1) : others).map(([, extension]) => extension);
  return ['', '.TXT', ...wrong].map((extension) => ({
    path: `misnamed/${format}/${name}${extension}`,
    make: () => bytes,
  }));
}

function resizedOf(source: Source, isShort: boolean): readonly DamagedFile[] {
  const { format, name } = source;
  return sizesOf(format, isShort).map((size) => ({
    path: `sizes/${format}/${name}.says-${size.width}x${size.height}${EXTENSIONS[format]}`,
    make: () => withSize(source, size),
  }));
}

function largeOnes(sources: readonly Source[]): readonly DamagedFile[] {
  const grey = sources.find(({ name }) => name.startsWith('jpeg-grey'));
  if (grey === undefined) return [];
  return largeImages(grey).map(({ name, format, make }) => ({
    path: `sizes/${format}/${name}${EXTENSIONS[format satisfies SourceFormat]}`,
    make,
  }));
}
