/** Four bytes each, in a decoder's memory or beside it: 640 MB. */
const MOST_PIXELS = 160_000_000;
/** Of a device with less memory: 80 MB of each GiB. */
const PIXELS_PER_GIB = 20_000_000;

/** The pixels of one image, which it waits for or has. */
export interface PixelPermit {
  /** True once it is granted; false if it was ended before. */
  readonly granted: Promise<boolean>;
  /** Returns the pixels, or stops waiting. A second call does nothing. */
  end(): void;
}

/** Pixels of large images that all workers together may hold. */
export interface PixelBudget {
  ask(pixels: number): PixelPermit;
  /** Granted at the moment. */
  readonly heldPixels: number;
}

/** How many pixels a device may hold whose memory is this (`navigator.deviceMemory`, in GiB). */
export function budgetPixelsOf(deviceMemoryGiB: number | undefined): number {
  return Math.min(MOST_PIXELS, (deviceMemoryGiB ?? Infinity) * PIXELS_PER_GIB);
}

/**
 * Images take their turns in the order in which they ask, so that none waits for ever. One that is
 * larger than the whole budget goes when no other is held.
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
