import type { Blocker } from '../../../pool/wire/blocker.ts';

/** While the store is full it is asked this often whether there is room again. */
const ROOM_INTERVAL_MS = 5_000;

export interface RoomWatch {
  begin(): void;
  end(): void;
}

/** Asks now and then for room, and calls `onRoom` or `onFailure` once: when there is some, or no answer. */
export function createRoomWatch(
  askForRoom: () => Promise<Blocker | null> | undefined,
  onRoom: () => void,
  onFailure: (error: unknown) => void,
): RoomWatch {
  let timer: ReturnType<typeof setTimeout> | null = null;

  function begin(): void {
    const mine = setTimeout(() => {
      void askForRoom()?.then(
        (blocker) => {
          if (timer !== mine) return; // somebody else went on, or gave up
          if (blocker === null) onRoom();
          else begin();
        },
        (error: unknown) => {
          if (timer === mine) onFailure(error);
        },
      );
    }, ROOM_INTERVAL_MS);
    timer = mine;
  }

  return {
    begin,
    end() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
