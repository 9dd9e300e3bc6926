/**
 * A line of a CSV file (RFC 4180). A cell that a spreadsheet would read as a formula, or that begins with an apostrophe,
 * gets an apostrophe in front.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(escaped(cell))).join(',')}\r\n`;
}

// = + - @ begin a formula, also in their wide forms and after white space
const IS_SPECIAL = /^['=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

function escaped(cell: string): string {
  return IS_SPECIAL.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
