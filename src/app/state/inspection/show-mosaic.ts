import { layoutMosaic, tileOf, type MosaicLayout } from '../../../core/inspect/mosaic-layout.ts';
import { rowBytesOf } from '../../../core/recipe/recipe.ts';
import type { ViewerRequest } from '../../../pool/wire/viewer.ts';
import type { PageRun } from './inspector.ts';

/** The sink stores nothing while it reads rows that are stored, so it reads no more than this. */
const MAX_STORED_BYTES = 2 ** 27;

/**
 * Passes a canvas to the sink of the current run, which paints rows onto it, until `onLost` says that it has died. Null
 * if there is no run, or no sink.
 */
export async function showMosaic(
  { record }: PageRun,
  canvas: HTMLCanvasElement,
  width: number,
  maxHeight: number,
  onLost: () => void,
): Promise<MosaicLayout | null> {
  if (record === null || width === 0 || record.sink.isDead()) return null;
  const { plan, progress, head, sink } = record;
  const { recipe } = head.parameters;
  const layout = layoutMosaic(plan.slots.length, width, maxHeight, recipe);
  const stored: number[] = [];
  for (let slot = 0; slot < progress.outcomes.length; slot += layout.step) {
    const outcome = progress.outcomes[slot];
    if (outcome === undefined || outcome.verdict === 'failed') continue;
    if (tileOf(layout, slot) !== null) stored.push(slot);
  }
  const mostRows = Math.floor(MAX_STORED_BYTES / rowBytesOf(recipe));
  const { port1, port2 } = new MessageChannel();
  await sink.connectViewer(port1);
  const offscreen = canvas.transferControlToOffscreen();
  const request: ViewerRequest<OffscreenCanvas> = {
    kind: 'mosaic',
    canvas: offscreen,
    layout,
    stored: Uint32Array.from(stored.slice(0, mostRows)),
  };
  port2.postMessage(request, [offscreen]);
  sink.onDeath(onLost);
  return layout;
}
