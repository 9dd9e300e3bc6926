/** A table as texts: of the page, and of the Markdown. The first column has the row's name. */
export interface TextTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
