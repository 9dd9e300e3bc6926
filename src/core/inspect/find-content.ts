/** The part of a row that shows a picture, in pixels; `right` and `bottom` are outside. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * The box of a row without the bars of `contain`: lines and columns at its edges that have only the
 * colour of the bars, a pixel of the row. The whole row if nothing would be left.
 */
export function findContent(
  row: Uint8Array,
  width: number,
  height: number,
  pad: readonly number[],
): Box {
  const isPad = (x: number, y: number): boolean => {
    const at = (y * width + x) * pad.length;
    return pad.every((value, channel) => row[at + channel] === value);
  };
  const isLine = (y: number): boolean => every(width, (x) => isPad(x, y));
  const isColumn = (x: number): boolean => every(height, (y) => isPad(x, y));
  const [top, bottom] = within(height, isLine);
  const [left, right] = within(width, isColumn);
  return { left, top, right, bottom };
}

/** The range that is left if everything at both ends that is a bar is cut; all if nothing is left. */
function within(
  length: number,
  isBar: (position: number) => boolean,
): readonly [from: number, end: number] {
  let from = 0;
  while (from < length && isBar(from)) from += 1;
  if (from === length) return [0, length];
  let end = length;
  while (isBar(end - 1)) end -= 1;
  return [from, end];
}

function every(length: number, test: (position: number) => boolean): boolean {
  for (let i = 0; i < length; i++) if (!test(i)) return false;
  return true;
}
