/** The archives that are read without unpacking them, by the ending of their name. */
export const ARCHIVE_KINDS = ['zip', 'tar'] as const;
export type ArchiveKind = (typeof ARCHIVE_KINDS)[number];

/** The kind of an archive by its name; null for any other file. */
export function archiveKindOf(name: string): ArchiveKind | null {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return ARCHIVE_KINDS.find((kind) => kind === ending) ?? null;
}

const COMPRESSED = /\.(?:t?(?:gz|bz2?|xz|zst|lz4?|lzma|z)|tlz|7z|rar|z\d\d|zipx|ace|arj|cab|dmg)$/i;

/** Whether a file of this name is an archive: one that is read, or one that is compressed as a whole. */
export function isArchiveName(name: string): boolean {
  return archiveKindOf(name) !== null || COMPRESSED.test(name);
}

/** The name of a file without the ending of its kind. */
export function nameWithoutEnding(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('.'), 0)) || name;
}
