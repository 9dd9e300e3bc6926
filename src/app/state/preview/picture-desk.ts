import type { Picture } from '../../../pool/wire/preview.ts';

/** Draws a picture, which closes it, or closes it itself. */
export type Draw = (picture: Picture) => void;

/**
 * Where pictures wait for their canvas: they go from the workers to it without the store. The
 * latest picture of a key is kept until its canvas is there; every other one is closed.
 */
export interface PictureDesk {
  put(key: string, picture: Picture): void;
  /** The canvas of a key; gives the release. */
  attach(key: string, draw: Draw): () => void;
  /** Closes what nobody has come for. */
  clear(): void;
}

export function createPictureDesk(): PictureDesk {
  const waiting = new Map<string, Picture>();
  const canvases = new Map<string, Draw>();

  function takeAway(key: string): Picture | undefined {
    const picture = waiting.get(key);
    waiting.delete(key);
    return picture;
  }

  return {
    put(key, picture) {
      takeAway(key)?.close();
      const draw = canvases.get(key);
      if (draw === undefined) waiting.set(key, picture);
      else draw(picture);
    },
    attach(key, draw) {
      canvases.set(key, draw);
      const picture = takeAway(key);
      if (picture !== undefined) draw(picture);
      return () => {
        if (canvases.get(key) === draw) canvases.delete(key);
      };
    },
    clear() {
      for (const key of waiting.keys()) takeAway(key)?.close();
    },
  };
}
