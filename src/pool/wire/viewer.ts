// The contract between the sink worker and whoever looks at its rows over a port of their own.
import type { MosaicLayout } from '../../core/inspect/mosaic-layout.ts';

/**
 * - `rows`: asks for the rows of slots, of 8 MiB at most. `memory` may have their place; it is transferred there
 *   and back.
 * - `mosaic`: paints the rows onto a canvas from now on; those of `stored` are there already.
 */
export type ViewerRequest<Canvas> =
  | {
      readonly kind: 'rows';
      readonly id: number;
      readonly slots: Uint32Array<ArrayBuffer>;
      readonly memory: ArrayBuffer | null;
    }
  | {
      readonly kind: 'mosaic';
      readonly canvas: Canvas;
      readonly layout: MosaicLayout;
      readonly stored: Uint32Array<ArrayBuffer>;
    };

/** The rows in the order of their slots, or the reason if they cannot be read. */
export type RowsReply =
  | { readonly id: number; readonly rows: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly reason: string };
