/** Why nothing of a folder can be read at the moment: a Blocker, as no file is to blame. */
export const PERMISSION_LOST = {
  kind: 'permission',
  detail: 'The browser no longer lets the page read the folder.',
} as const;

/** Whether a file was refused because the user, or the browser, took the permission back. */
export function isPermissionLost(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotAllowedError';
}
