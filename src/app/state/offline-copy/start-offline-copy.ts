import type { StoreApi } from 'zustand/vanilla';

import { isIdle } from '../../../run/run-state.ts';
import { onLaunchedFiles } from '../../platform/launched-files.ts';
import { keepOfflineCopy, type WaitingVersion } from '../../platform/offline-copy.ts';
import { pageAtRest } from '../../platform/page-at-rest.ts';
import type { SessionState } from '../session-state.ts';
import type { Session } from '../session.ts';

/** Whether a reload would disturb something that goes on. */
export function isBusy({ run, listing }: SessionState): boolean {
  return !isIdle(run) || listing !== null;
}

/** Resolves once nothing goes on. */
export function untilIdle(store: StoreApi<SessionState>): Promise<void> {
  return new Promise((resolve) => {
    if (!isBusy(store.getState())) return resolve();
    const unsubscribe = store.subscribe((state) => {
      if (isBusy(state)) return;
      unsubscribe();
      resolve();
    });
  });
}

/**
 * Adds files that the system opens with the page, and has the browser keep a copy of the page once
 * nothing else goes on. A page that is being developed has none.
 */
export async function startOfflineCopy(
  session: Session,
  onWaiting: (version: WaitingVersion) => void,
): Promise<void> {
  if (import.meta.env.DEV) return;
  onLaunchedFiles(session.addDrop);
  await pageAtRest();
  await untilIdle(session.store);
  await keepOfflineCopy(onWaiting);
}

/** Reloads the page with the new version; not in the midst of anything. Returns `takeOver`'s answer. */
export async function loadNewVersion(
  session: Session,
  version: WaitingVersion,
): Promise<number | null> {
  const others = await version.takeOver();
  if (others !== 0) return others;
  await untilIdle(session.store);
  location.reload();
  return others;
}
