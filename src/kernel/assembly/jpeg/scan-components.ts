// The components of the current scan (ITU-T T.81, B.2.3), each at its position in the scan, and their tables.
import { componentAt, JpegComponent, MAX_COMPONENTS } from './frame';
import { readyTable } from './huffman-tables';

let count: i32 = 0;

@inline
export function scanCount(): i32 {
  return count;
}

/** By position: the index in the frame. */
const scanIndices = memory.data(4 * MAX_COMPONENTS, 16);

export function beginScanHeader(components: i32): void {
  count = components;
}

export function setScanComponent(place: i32, index: i32): void {
  store<i32>(scanIndices + (<usize>place << 2), index);
}

@inline
export function scanComponent(place: i32): JpegComponent {
  return componentAt(load<i32>(scanIndices + (<usize>place << 2)));
}

/** Ready tables of the component at a position of the scan. */
const dcTables = memory.data(4 * MAX_COMPONENTS, 16);
const acTables = memory.data(4 * MAX_COMPONENTS, 16);

@inline
export function dcTableOf(place: i32): usize {
  return load<usize>(dcTables + (<usize>place << 2));
}

@inline
export function acTableOf(place: i32): usize {
  return load<usize>(acTables + (<usize>place << 2));
}

/** The largest size of a first coefficient's difference. */
const MOST_DC_BITS: u8 = 15;

/** Makes the tables that the scan needs ready; false if libjpeg refuses one. */
export function readyTables(needsDc: bool, needsAc: bool): bool {
  for (let place = 0; place < count; place++) {
    const component = scanComponent(place);
    const dc = needsDc ? readyTable(false, component.dcTable, MOST_DC_BITS) : 0;
    const ac = needsAc ? readyTable(true, component.acTable, 255) : 0;
    if ((needsDc && dc == 0) || (needsAc && ac == 0)) return false;
    store<usize>(dcTables + (<usize>place << 2), dc);
    store<usize>(acTables + (<usize>place << 2), ac);
  }
  return true;
}
