import { createContext, useContext } from 'react';
import { useStore } from 'zustand/react';

import type { SessionState } from '../state/session-state.ts';
import type { Session } from '../state/session.ts';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('no SessionContext around this component');
  return session;
}

/** A slice of the session's state; the component renders again if it changes. */
export function useSlice<T>(choose: (state: SessionState) => T): T {
  return useStore(useSession().store, choose);
}
