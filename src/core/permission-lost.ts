/** A Blocker: no file of the folder can be read until the permission is granted again. */
export const PERMISSION_LOST = {
  kind: 'permission',
  detail: 'The browser no longer lets the page read the folder.',
} as const;

/** Whether a file was refused because the user or the browser revoked the permission. */
export function isPermissionLost(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotAllowedError';
}
