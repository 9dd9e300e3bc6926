import type { ArrayForm, SavedFile, SavedRows } from './array-form.ts';
import { columnAsNpy, imagesColumn, labelsColumn, targetsColumn, type Column } from './columns.ts';

/** NAME.npy, and beside it the labels and targets as arrays and the names of the classes as JSON. */
export const npyForm: ArrayForm = {
  files(rows) {
    const targets = targetsColumn(rows);
    return [
      fileOf(`${rows.name}.npy`, imagesColumn(rows)),
      fileOf(`${rows.name}.labels.npy`, labelsColumn(rows)),
      ...(targets === null ? [] : [fileOf(`${rows.name}.targets.npy`, targets)]),
      classesFile(rows),
    ];
  },
};

function fileOf(name: string, column: Column): SavedFile {
  return { name, isExact: true, ...columnAsNpy(column) };
}

/** The names of the classes: entry i is the class of label i. */
function classesFile({ name, labels }: SavedRows): SavedFile {
  const text = new TextEncoder().encode(`${JSON.stringify(labels.classes, null, 1)}\n`);
  return {
    name: `${name}.classes.json`,
    bytes: text.length,
    isExact: true,
    async *pieces() {
      yield text;
    },
  };
}
