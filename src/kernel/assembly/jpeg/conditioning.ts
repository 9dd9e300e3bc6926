// The conditioning of arithmetic coding (ITU-T T.81, B.2.4.3): thresholds by which a coefficient's
// magnitude chooses the statistics of the next ones.

const TABLES: i32 = 16;

/** A byte for each table: the lower and the upper threshold for DC (L and U), and the one for AC (Kx). */
const lower = memory.data(16);
const upper = memory.data(16);
const border = memory.data(16);

/** T.81, F.1.4.4.1.4 and F.1.4.4.2.1. */
export function resetConditioning(): void {
  memory.fill(lower, 0, TABLES);
  memory.fill(upper, 1, TABLES);
  memory.fill(border, 5, TABLES);
}

/**
 * Reads a segment: two bytes for each table. False if libjpeg finds it malformed (jdmarker.c,
 * get_dac), also in files without arithmetic coding.
 */
export function defineConditioning(from: usize, end: usize): bool {
  for (let at = from; at < end; at += 2) {
    const table = <i32>load<u8>(at);
    if (table >= 2 * TABLES || at + 1 == end) return false;
    const value = load<u8>(at, 1);
    if (table >= TABLES) {
      store<u8>(border + <usize>(table - TABLES), value);
    } else {
      if ((value & 15) > value >> 4) return false;
      store<u8>(lower + <usize>table, value & 15);
      store<u8>(upper + <usize>table, value >> 4);
    }
  }
  return true;
}

/** Whether a difference of this magnitude category counts as zero for the next one. */
@inline
export function isNearlyZero(table: i32, category: i32): bool {
  return category < (1 << <i32>load<u8>(lower + <usize>table)) >> 1;
}

@inline
export function isLarge(table: i32, category: i32): bool {
  return category > (1 << <i32>load<u8>(upper + <usize>table)) >> 1;
}

/** Whether a coefficient with this index is one of the low frequencies. */
@inline
export function isLow(table: i32, index: i32): bool {
  return index <= <i32>load<u8>(border + <usize>table);
}
