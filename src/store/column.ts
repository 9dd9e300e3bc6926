/** One value for each of several items, in their order; a single one if all have the same. */
export type Column<T> = { readonly all: T } | readonly T[];

export function columnOf<T extends string | number | null>(values: readonly T[]): Column<T> {
  const [first] = values;
  const isSame = first !== undefined && values.every((value) => value === first);
  return isSame ? { all: first } : values;
}

/** The value of item `index`; undefined if the column is too short. */
export function valueAt<T>(column: Column<T>, index: number): T | undefined {
  return 'all' in column ? column.all : column[index];
}
