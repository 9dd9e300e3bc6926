import type { Picture } from '../../../pool/wire/preview.ts';

/** Draws or discards a picture, and closes it either way. */
export type Draw = (picture: Picture) => void;

/**
 * Stores pictures until their canvas is mounted; they are never part of the session's state. Only
 * the latest picture of a key is stored; the others are closed.
 */
export interface PictureStore {
  put(key: string, picture: Picture): void;
  /** Draws the pictures of a key from now on; returns the release. */
  attach(key: string, draw: Draw): () => void;
  /** Closes all pictures that were not drawn. */
  clear(): void;
}

export function createPictureStore(): PictureStore {
  const waiting = new Map<string, Picture>();
  const canvases = new Map<string, Draw>();

  function remove(key: string): Picture | undefined {
    const picture = waiting.get(key);
    waiting.delete(key);
    return picture;
  }

  return {
    put(key, picture) {
      remove(key)?.close();
      const draw = canvases.get(key);
      if (draw === undefined) waiting.set(key, picture);
      else draw(picture);
    },
    attach(key, draw) {
      canvases.set(key, draw);
      const picture = remove(key);
      if (picture !== undefined) draw(picture);
      return () => {
        if (canvases.get(key) === draw) canvases.delete(key);
      };
    },
    clear() {
      for (const key of waiting.keys()) remove(key)?.close();
    },
  };
}
