import type { SinkCalls } from '../pool/wire/sink.ts';

/** The calls of the sink, but those that export an array: they depend on who asks for it. */
type RunCalls = Omit<SinkCalls<MessagePort, unknown, never>, 'exportArray' | 'saveArray'>;

/** The sink as a run sees it. Every call settles: it rejects if the sink died or is silent. */
export interface RunSink extends RunCalls {
  /** The listener is called with the reason when the sink dies or falls silent. Returns the release. */
  onDeath(listener: (reason: string) => void): () => void;
  isDead(): boolean;
  terminate(): void;
}
