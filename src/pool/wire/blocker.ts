/**
 * Why nothing can be done at the moment, though no file is to blame: the run pauses, and what it had
 * in hand is done again later.
 */
export interface Blocker {
  readonly kind: 'storage-full' | 'permission' | 'storage-lost';
  /** A sentence for a person: the obstacle, and how to remove it. */
  readonly detail: string;
}
