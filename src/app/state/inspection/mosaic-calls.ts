import type { MosaicLayout } from '../../../core/inspect/mosaic-layout.ts';
import type { PageRun } from './inspector.ts';

export interface MosaicCalls {
  /**
   * Has the sink paint the rows of the run onto a canvas, those that are stored and those that come. Resolves with
   * the layout; null if there is no mosaic, without which a run goes on. `onLost` is called if the sink dies later:
   * another mosaic can be shown once there is another sink.
   */
  showMosaic(
    canvas: HTMLCanvasElement,
    width: number,
    maxHeight: number,
    onLost: () => void,
  ): Promise<MosaicLayout | null>;
}

/** Their code is loaded when it is needed. */
export function createMosaicCalls(run: PageRun): MosaicCalls {
  return {
    async showMosaic(...request) {
      try {
        const { showMosaic } = await import('./show-mosaic.ts');
        return await showMosaic(run, ...request);
      } catch {
        return null;
      }
    },
  };
}
