/**
 * Something that blocks all work, though no file is to blame. The run pauses, and repeats the
 * unfinished work later.
 */
export interface Blocker {
  readonly kind: 'storage-full' | 'permission' | 'storage-lost';
  /** A sentence for a person: the obstacle, and how to remove it. */
  readonly detail: string;
}
