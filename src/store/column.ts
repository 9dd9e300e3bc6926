/** One value for each of some things, in their order; a single one where all have the same. */
export type Column<T> = { readonly all: T } | readonly T[];

export function columnOf<T extends string | number | null>(values: readonly T[]): Column<T> {
  const [first] = values;
  const isSame = first !== undefined && values.every((value) => value === first);
  return isSame ? { all: first } : values;
}

/** The value of the `index`th thing; undefined where the column is too short. */
export function valueAt<T>(column: Column<T>, index: number): T | undefined {
  return 'all' in column ? column.all : column[index];
}
