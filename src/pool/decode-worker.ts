import type { BrowserFacts } from '../core/browser-facts.ts';
import type { BrowserProbe } from '../core/browser-probe.ts';
import type { SurveyedFile } from '../formats/survey.ts';
import type { Batch, BatchReport } from './wire/batch.ts';
import type { RunOrders, WorkerEvents } from './wire/decode.ts';
import type { Preview, PreviewRequest } from './wire/preview.ts';

/** A decode worker as the pool sees it. A browser, Node and a test each make their own. */
export interface DecodeWorker<Source> {
  begin(orders: RunOrders, rows: MessagePort, events: WorkerEvents): Promise<BrowserProbe>;
  decode(batch: Batch<Source>): Promise<BatchReport>;
  stop(): Promise<void>;
  /** Tells files by their first bytes; those that cannot be opened or read are left out. */
  survey(batch: Batch<Source>): Promise<readonly SurveyedFile[]>;
  preview(request: PreviewRequest<Source>): Promise<Preview | null>;
  forget(): Promise<void>;
  aboutBrowser(): Promise<BrowserFacts>;
  /** The listener is called when the worker can no longer answer, with the reason. */
  onDeath(listener: (reason: string) => void): void;
  terminate(): void;
}

export type SpawnDecodeWorker<Source> = () => DecodeWorker<Source>;

/** Where rows go: gives its end of a channel to the sink. */
export type ConnectSink = (port: MessagePort) => Promise<void>;
