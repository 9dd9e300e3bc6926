import type { SurveyedFile } from '../formats/survey.ts';
import type { WorkerThread } from './supervise-calls.ts';
import type { Batch, BatchReport } from './wire/batch.ts';
import type { DecodeCalls } from './wire/decode.ts';
import type { Preview, PreviewRequest } from './wire/preview.ts';

/** The calls of a decode worker that take files. The code that spawns the worker opens them. */
export interface FileCalls<Source> {
  decode(batch: Batch<Source>): Promise<BatchReport>;
  /** Identifies files by their first bytes; skips those that cannot be opened or read. */
  survey(batch: Batch<Source>): Promise<readonly SurveyedFile[]>;
  preview(request: PreviewRequest<Source>): Promise<Preview | null>;
}

/** A decode worker as the pool sees it: its calls take files, not bytes. */
export type DecodeWorker<Source> = FileCalls<Source> &
  Omit<DecodeCalls<never, MessagePort>, keyof FileCalls<Source>>;

/** Browser, Node and tests each supply their own. */
export type SpawnDecodeWorker<Source> = () => WorkerThread<DecodeWorker<Source>>;

/** Passes one end of a channel to the sink, which receives rows over it. */
export type ConnectSink = (port: MessagePort) => Promise<void>;
