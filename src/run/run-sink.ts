import type { SinkCalls } from '../pool/wire/sink.ts';

/** The calls of the sink that a run makes. How its array is exported is up to who asks for it. */
type RunCalls = Pick<
  SinkCalls<MessagePort, unknown, never>,
  | 'open'
  | 'addPlan'
  | 'endPlan'
  | 'recordDispatch'
  | 'commit'
  | 'recordPause'
  | 'connect'
  | 'tryRoom'
  | 'ping'
  | 'listRuns'
  | 'openRun'
  | 'nextPart'
  | 'deleteRun'
  | 'close'
>;

/** The sink as a run sees it. Every call settles: it rejects if the sink died or is silent. */
export interface RunSink extends RunCalls {
  /** The listener is called with the reason when the sink dies or falls silent. Returns the release. */
  onDeath(listener: (reason: string) => void): () => void;
  isDead(): boolean;
  terminate(): void;
}
