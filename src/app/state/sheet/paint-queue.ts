/** Asked for and not answered yet, at most: the store has other work, too. */
const MAX_PENDING = 2;

/** The pictures of some rows; null if a row is not there. */
type Pictures = readonly (ImageBitmap | null)[];

/** Has lines of rows painted, the latest first; those that are no longer wanted are not painted. */
export interface PaintQueue {
  /** Draws the rows of these slots once they are painted, in `side` pixels; returns the release. */
  add(slots: readonly number[], side: number, draw: (pictures: Pictures) => void): () => void;
}

/** Calls `onError` with a sentence if the rows of a line cannot be painted, and with null if they can. */
export function createPaintQueue(
  paint: (slots: readonly number[], side: number) => Promise<Pictures>,
  onError: (reason: string | null) => void,
): PaintQueue {
  interface Task {
    readonly slots: readonly number[];
    readonly side: number;
    readonly draw: (pictures: Pictures) => void;
    isWanted: boolean;
  }
  let waiting: Task[] = [];
  let pending = 0;

  async function run(task: Task): Promise<void> {
    pending += 1;
    try {
      const pictures = await paint(task.slots, task.side);
      if (task.isWanted) task.draw(pictures);
      else for (const picture of pictures) picture?.close();
      onError(null);
    } catch (error) {
      if (task.isWanted) onError(error instanceof Error ? error.message : String(error));
    }
    pending -= 1;
    next();
  }

  function next(): void {
    while (pending < MAX_PENDING) {
      const task = waiting.pop();
      if (task === undefined) return;
      void run(task);
    }
  }

  return {
    add(slots, side, draw) {
      const task = { slots, side, draw, isWanted: true };
      waiting.push(task);
      next();
      return () => {
        task.isWanted = false;
        waiting = waiting.filter((other) => other !== task);
      };
    },
  };
}
