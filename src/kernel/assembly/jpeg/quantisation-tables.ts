// Quantisation tables: as the file defines them (ITU-T T.81, B.2.4.1), and as components have them from their first
// scan on (latch_quant_tables of jdinput.c).
import { JpegComponent } from './frame';
import { coefficientAt } from './zigzag';

const TABLES: i32 = 4;
const TABLE_BYTES: usize = 128;

/** 64 16-bit numbers each, in the order of a block's coefficients. */
const tables = memory.data(512, 16);
const isDefined = memory.data(4, 16);

export function resetQuantisers(): void {
  memory.fill(isDefined, 0, TABLES);
}

/** From 64 values, of one byte or two, in the order of a scan. */
export function defineQuantiser(number: i32, values: usize, isWide: bool): void {
  const table = tables + TABLE_BYTES * <usize>number;
  for (let i = 0; i < 64; i++) {
    const at = values + <usize>i * (isWide ? 2 : 1);
    const value = isWide ? ((<i32>load<u8>(at)) << 8) | load<u8>(at, 1) : <i32>load<u8>(at);
    store<u16>(coefficientAt(table, i), <u16>value);
  }
  store<u8>(isDefined + <usize>number, 1);
}

/** Sets a component's table, unless it has one already; false if the table is missing. */
export function quantise(component: JpegComponent): bool {
  if (component.hasQuantisers) return true;
  const number = component.quantTable;
  if (number >= TABLES || load<u8>(isDefined + <usize>number) == 0) return false;
  memory.copy(component.multipliers, tables + TABLE_BYTES * <usize>number, TABLE_BYTES);
  component.hasQuantisers = true;
  return true;
}
