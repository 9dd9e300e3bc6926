import { useEffect, useState } from 'react';

import type { WaitingVersion } from '../../platform/offline-copy.ts';
import {
  isBusy,
  loadNewVersion,
  startOfflineCopy,
} from '../../state/offline-copy/start-offline-copy.ts';
import { useSession, useSlice } from '../session-context.ts';
import { lossText, refusedText, waitingText } from './offline-texts.ts';
import './offline-copy.css';

/** Keeps a copy of the page, and shows that a new version of it is there. */
export function OfflineCopy() {
  const session = useSession();
  const [version, setVersion] = useState<WaitingVersion | null>(null);
  useEffect(() => void startOfflineCopy(session, setVersion), [session]);
  return version === null ? null : <NewVersion version={version} />;
}

function NewVersion({ version }: { readonly version: WaitingVersion }) {
  const session = useSession();
  const [refusal, setRefusal] = useState<string | null>(null);
  const isWaiting = useSlice(isBusy);
  const waiting = useSlice(waitingText);
  const loss = useSlice(lossText);
  async function load(): Promise<void> {
    const others = await loadNewVersion(session, version);
    setRefusal(refusedText(others));
  }
  return (
    <div className="notices new-version" role="status">
      <p>A new version of pixelpool is ready. {isWaiting ? waiting : (refusal ?? loss)}</p>
      {!isWaiting && (
        <button type="button" onClick={() => void load()}>
          Reload for the new version
        </button>
      )}
    </div>
  );
}
