import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';

import { bytesOf, filesOf, madeRows, onlyFileOf, SIZE } from '../../tools/forms/made-rows.ts';
import { readZip } from './read-zip.ts';

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The header of a .npy file, and what follows it. */
function readNpy(bytes: Uint8Array<ArrayBuffer>): {
  header: string;
  data: Uint8Array<ArrayBuffer>;
} {
  const end = 10 + new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true);
  return { header: text(bytes.slice(10, end)).trim(), data: bytes.slice(end) };
}

describe('npy', () => {
  test('F1 has the rows, and beside them labels and classes', async () => {
    const { rows, bytes } = madeRows();
    const files = await filesOf('npy', rows);
    expect(files.map(({ name }) => name)).toEqual([
      'photos.npy',
      'photos.labels.npy',
      'photos.classes.json',
    ]);
    const [images, labels, classes] = await Promise.all(files.map(bytesOf));
    expect(readNpy(images ?? new Uint8Array())).toEqual({
      header: `{'descr': '|u1', 'fortran_order': False, 'shape': (11, 5, 4, 3), }`,
      data: bytes,
    });
    const { header, data } = readNpy(labels ?? new Uint8Array());
    expect(header).toBe(`{'descr': '<i8', 'fortran_order': False, 'shape': (11,), }`);
    expect([...new BigInt64Array(data.buffer)].map(Number)).toEqual([
      0, 1, 2, 3, 4, 0, 1, 2, 3, 4, -1,
    ]);
    expect(JSON.parse(text(classes ?? new Uint8Array()))).toEqual(rows.labels.classes);
  });

  test('F1 targets are float32, NaN if there is none', async () => {
    const targetOf = Float32Array.from({ length: 11 }, (_, row) => (row === 3 ? NaN : row / 2));
    const { rows } = madeRows({ labels: { targetOf } });
    const files = await filesOf('npy', rows);
    const targets = files.find(({ name }) => name === 'photos.targets.npy');
    const { header, data } = readNpy(targets ? await bytesOf(targets) : new Uint8Array());
    expect(header).toContain(`'<f4'`);
    expect(new Float32Array(data.buffer)).toEqual(targetOf);
  });

  test.each([
    [{ layout: 'nchw' }, 3, '|u1', '(11, 3, 5, 4)'],
    [{ dtype: 'float16', layout: 'nchw' }, 1, '<f2', '(11, 1, 5, 4)'],
    [{ dtype: 'float32' }, 1, '<f4', '(11, 5, 4)'],
    [{ dtype: 'float32' }, 4, '<f4', '(11, 5, 4, 4)'],
  ] as const)('O1 %j of %i channels is %s %s', async (output, channels, descr, shape) => {
    const { rows } = madeRows({ output, size: { ...SIZE, channels } });
    const [images] = await filesOf('npy', rows);
    const { header } = readNpy(images ? await bytesOf(images) : new Uint8Array());
    expect(header).toContain(`{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`);
  });
});

describe('npz', () => {
  test('F2 has images, labels, paths, classes and split as arrays', async () => {
    const splitOf = Uint8Array.from({ length: 11 }, (_, row) => row % 3);
    const { rows, bytes, paths } = madeRows({ labels: { splitOf } });
    const entries = await readZip(await onlyFileOf('npz', rows));
    expect([...entries.keys()]).toEqual([
      'images.npy',
      'labels.npy',
      'paths.npy',
      'classes.npy',
      'split.npy',
    ]);
    const read = (name: string): ReturnType<typeof readNpy> =>
      readNpy(entries.get(name) ?? new Uint8Array());
    expect(read('images.npy').data).toEqual(bytes);
    expect(unicodeOf(read('paths.npy'))).toEqual(paths);
    expect(unicodeOf(read('classes.npy'))).toEqual(rows.labels.classes);
    expect(unicodeOf(read('split.npy')).slice(0, 4)).toEqual([
      'train',
      'validation',
      'test',
      'train',
    ]);
  });
});

/** The texts of an array of NumPy's strings: UCS-4, all of the same length, ended by zeros. */
function unicodeOf({ header, data }: ReturnType<typeof readNpy>): readonly string[] {
  const width = Number(/'<U(\d+)'/.exec(header)?.[1]);
  const words = new Uint32Array(data.buffer);
  return Array.from({ length: words.length / width }, (_, index) =>
    String.fromCodePoint(...words.slice(index * width, (index + 1) * width).filter(Boolean)),
  );
}

describe('safetensors', () => {
  test('F3 has a header of JSON, and tensors without gaps', async () => {
    const splitOf = new Uint8Array(11).fill(1);
    const { rows, bytes } = madeRows({ labels: { splitOf } });
    const file = await onlyFileOf('safetensors', rows);
    const length = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = JSON.parse(text(file.slice(8, 8 + length))) as Record<
      string,
      { data_offsets: [number, number] }
    >;
    expect(header).toEqual({
      __metadata__: {
        classes: JSON.stringify(rows.labels.classes),
        splits: '["train","validation","test"]',
      },
      labels: { dtype: 'I64', shape: [11], data_offsets: [0, 88] },
      images: { dtype: 'U8', shape: [11, 5, 4, 3], data_offsets: [88, 748] },
      split: { dtype: 'U8', shape: [11], data_offsets: [748, 759] },
    });
    expect(file.slice(8 + length + 88, 8 + length + 748)).toEqual(bytes);
    expect(file).toHaveLength(8 + length + 759);
  });
});

test.each(['npy', 'npz', 'safetensors', 'parquet', 'webdataset', 'imagefolder'] as const)(
  'F8 %s has the same bytes each time, and can be made of no rows',
  async (form) => {
    const digest = async (): Promise<string> => {
      const hash = createHash('sha256');
      for (const file of await filesOf(form, madeRows().rows)) hash.update(await bytesOf(file));
      return hash.digest('hex');
    };
    expect(await digest()).toBe(await digest());
    const empty = await filesOf(form, {
      ...madeRows({ count: 1 }).rows,
      count: 0,
      pieces: () => [],
    });
    for (const file of empty) expect((await bytesOf(file)).length).toBeLessThan(2048);
  },
);
