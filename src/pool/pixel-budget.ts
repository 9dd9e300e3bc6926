/** At four bytes each, in a decoder's memory or beside it: 640 MB. */
const MOST_PIXELS = 160_000_000;
/** On devices with less memory: 80 MB per GiB. */
const PIXELS_PER_GIB = 20_000_000;

/** The share of the budget that one image is waiting for or holds. */
export interface PixelPermit {
  /** Resolves with true once granted, or with false if `end` was called first. */
  readonly granted: Promise<boolean>;
  /** Returns the pixels to the budget, or stops waiting. A second call does nothing. */
  end(): void;
}

/** The pixels of large images that all workers together may hold. */
export interface PixelBudget {
  ask(pixels: number): PixelPermit;
  /** Pixels that are granted now. */
  readonly heldPixels: number;
}

/** The budget for a device with this much memory (`navigator.deviceMemory`, in GiB). */
export function budgetPixelsOf(deviceMemoryGiB: number | undefined): number {
  return Math.min(MOST_PIXELS, (deviceMemoryGiB ?? Infinity) * PIXELS_PER_GIB);
}

/**
 * Permits are granted in the order of the requests, so that no image waits for ever. An image that
 * is larger than the whole budget is granted its permit once no other is held.
 */
export function createPixelBudget(limitPixels: number): PixelBudget {
  const waiting: { readonly pixels: number; readonly settle: (isGranted: boolean) => void }[] = [];
  let heldPixels = 0;
  let holders = 0;

  function grantNext(): void {
    for (let [first] = waiting; first !== undefined; [first] = waiting) {
      if (holders > 0 && heldPixels + first.pixels > limitPixels) return;
      waiting.shift();
      heldPixels += first.pixels;
      holders += 1;
      first.settle(true);
    }
  }

  function ask(pixels: number): PixelPermit {
    let state: 'waits' | 'holds' | 'ended' = 'waits';
    let resolve: (isGranted: boolean) => void = () => {};
    const granted = new Promise<boolean>((settled) => {
      resolve = settled;
    });
    const claim = {
      pixels,
      settle(isGranted: boolean) {
        state = isGranted ? 'holds' : 'ended';
        resolve(isGranted);
      },
    };
    waiting.push(claim);
    grantNext();
    return {
      granted,
      end() {
        if (state === 'holds') {
          heldPixels -= pixels;
          holders -= 1;
          state = 'ended';
        } else if (state === 'waits') {
          waiting.splice(waiting.indexOf(claim), 1);
          claim.settle(false);
        }
        grantNext();
      },
    };
  }

  return {
    ask,
    get heldPixels() {
      return heldPixels;
    },
  };
}
