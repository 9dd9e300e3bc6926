import {
  EXIF_DIRECTORY,
  FIRST_DIRECTORY,
  GPS_DIRECTORY,
  INTEROP_DIRECTORY,
  type TagGroup,
} from './tag-types.ts';

/** The directories of EXIF that Pillow writes. */
export type DirectoryName = 'first' | 'exif' | 'gps' | 'interop';

/** The type that Pillow writes a tag in, and its number of values: 1 keeps the first, 0 is any. */
export interface TagInfo {
  readonly type: number;
  readonly length: number;
}

const TAGS: Readonly<Record<DirectoryName, ReadonlyMap<number, TagInfo>>> = {
  first: byTag(FIRST_DIRECTORY),
  exif: byTag(EXIF_DIRECTORY),
  gps: byTag(GPS_DIRECTORY),
  interop: byTag(INTEROP_DIRECTORY),
};

/** Undefined for tags that Pillow has no type for: it guesses one from their values. */
export function tagInfo(directory: DirectoryName, tag: number): TagInfo | undefined {
  return TAGS[directory].get(tag);
}

function byTag(groups: readonly TagGroup[]): ReadonlyMap<number, TagInfo> {
  return new Map(groups.flatMap((group) => group.tags.map((tag) => [tag, group] as const)));
}
