import type { SurveyedFile } from '../formats/survey.ts';
import type { WorkerThread } from './supervise-calls.ts';
import type { Batch, BatchReport } from './wire/batch.ts';
import type { DecodeCalls } from './wire/decode.ts';
import type { Preview, PreviewRequest } from './wire/preview.ts';

/** The calls of a decode worker that lead to files: who spawns it opens them. */
export interface FileCalls<Source> {
  decode(batch: Batch<Source>): Promise<BatchReport>;
  /** Tells files by their first bytes; those that cannot be opened or read are left out. */
  survey(batch: Batch<Source>): Promise<readonly SurveyedFile[]>;
  preview(request: PreviewRequest<Source>): Promise<Preview | null>;
}

/** A decode worker as the pool sees it: it is given files, not bytes. */
export type DecodeWorker<Source> = FileCalls<Source> &
  Omit<DecodeCalls<never, MessagePort>, keyof FileCalls<Source>>;

/** A browser, Node and a test each make their own. */
export type SpawnDecodeWorker<Source> = () => WorkerThread<DecodeWorker<Source>>;

/** Passes one end of a channel to the sink, which rows go to. */
export type ConnectSink = (port: MessagePort) => Promise<void>;
