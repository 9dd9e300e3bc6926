import type { SinkCalls } from '../pool/wire/sink.ts';

/** The calls of the sink except those that depend on the environment: exports, viewers, and pictures. */
type RunCalls = Omit<
  SinkCalls<MessagePort, unknown, never>,
  | 'exportArray'
  | 'saveArray'
  | 'exportForm'
  | 'saveForm'
  | 'sumRows'
  | 'connectViewer'
  | 'paintRows'
>;

/** The sink as a run sees it. Every call settles: it rejects if the sink dies or times out. */
export interface RunSink extends RunCalls {
  /** Calls the listener with the reason when the sink dies or times out. Returns the release. */
  onDeath(listener: (reason: string) => void): () => void;
  isDead(): boolean;
  terminate(): void;
}
