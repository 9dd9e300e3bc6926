import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { unpackTar } from 'modern-tar';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';

import { folderNames } from '../../src/forms/imagefolder-form.ts';
import { encodePng, mostPngBytes } from '../../src/forms/png.ts';
import { madeRows, onlyFileOf, SIZE } from '../../tools/forms/made-rows.ts';
import { readZip } from './read-zip.ts';

const RGBA = 4;

/** The pixels of a PNG as pngjs reads them, always as RGBA. */
function pixelsOf(png: Uint8Array): Uint8Array {
  const { data } = PNG.sync.read(Buffer.from(png));
  return new Uint8Array(data);
}

/** Row `index` of some rows, as RGBA. */
function asRgba(bytes: Uint8Array, index: number, { height, width, channels } = SIZE): Uint8Array {
  const pixels = height * width;
  const row = bytes.subarray(index * pixels * channels, (index + 1) * pixels * channels);
  return Uint8Array.from({ length: pixels * RGBA }, (_, at) => {
    const pixel = Math.floor(at / RGBA);
    const channel = at % RGBA;
    if (channel === 3) return channels === RGBA ? (row[pixel * RGBA + 3] ?? 0) : 255;
    return row[pixel * channels + (channels === 1 ? 0 : channel)] ?? 0;
  });
}

describe('encodePng', () => {
  test.each([1, 3, 4])('F4 another reader sees the pixels of %i channels', (channels) => {
    const size = { height: 33, width: 17, channels };
    const { bytes } = madeRows({ count: 1, size });
    const png = encodePng(bytes, size);
    expect(PNG.sync.read(Buffer.from(png))).toMatchObject({ width: 17, height: 33 });
    expect(pixelsOf(png)).toEqual(asRgba(bytes, 0, size));
  });

  test('F4 what cannot be compressed is not larger than promised', () => {
    for (const [height, width] of [
      [1, 1],
      [1, 1000],
      [300, 300],
    ] as const) {
      const size = { height, width, channels: 3 };
      let state = 1;
      const noise = Uint8Array.from({ length: height * width * 3 }, () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state >>> 24;
      });
      expect(encodePng(noise, size).length).toBeLessThanOrEqual(mostPngBytes(size));
    }
  });
});

describe('parquet', () => {
  test('F5 has PNGs, labels as classes, and the rest, in their order', async () => {
    const splitOf = Uint8Array.from({ length: 11 }, (_, row) => row % 3);
    const targetOf = Float32Array.from({ length: 11 }, (_, row) => (row === 3 ? NaN : row / 2));
    const { rows, bytes, paths } = madeRows({ labels: { splitOf, targetOf } });
    const { buffer } = await onlyFileOf('parquet', rows);
    const { key_value_metadata } = await parquetMetadataAsync(buffer);
    const facts = key_value_metadata?.find(({ key }) => key === 'huggingface')?.value ?? '';
    expect(JSON.parse(facts)).toEqual({
      info: {
        features: {
          image: { _type: 'Image' },
          path: { dtype: 'string', _type: 'Value' },
          label: { names: rows.labels.classes, _type: 'ClassLabel' },
          target: { dtype: 'float32', _type: 'Value' },
          split: { dtype: 'string', _type: 'Value' },
        },
      },
    });
    const read = await parquetReadObjects({ file: buffer, utf8: false });
    expect(read).toHaveLength(11);
    for (const [row, { image, path, label, target, split }] of read.entries()) {
      const { bytes: png, path: ofImage } = image as { bytes: Uint8Array; path: string };
      expect(pixelsOf(png)).toEqual(asRgba(bytes, row));
      expect([path, ofImage, Number(label), target, split]).toEqual([
        paths[row],
        paths[row],
        row === 10 ? -1 : row % 5,
        row === 3 ? null : row / 2,
        ['train', 'validation', 'test'][row % 3],
      ]);
    }
  });

  test('F5 many rows are several row groups', async () => {
    const size = { height: 1, width: 1, channels: 1 };
    const { rows } = madeRows({ count: 2500, size });
    const { buffer } = await onlyFileOf('parquet', rows);
    const { row_groups } = await parquetMetadataAsync(buffer);
    expect(row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([1000, 1000, 500]);
    const read = await parquetReadObjects({ file: buffer, columns: ['path'] });
    expect(read[2499]).toEqual({ path: await rows.paths(2499, 2500).then(([path]) => path) });
  });
});

describe('webdataset', () => {
  test('F6 each row has three neighbouring files with its number', async () => {
    const { rows, bytes, paths } = madeRows();
    const entries = await unpackTar(await onlyFileOf('webdataset', rows));
    expect(entries.slice(0, 4).map(({ header }) => header.name)).toEqual([
      '000000.cls',
      '000000.json',
      '000000.png',
      '000001.cls',
    ]);
    expect(entries).toHaveLength(33);
    for (const [index, { data = new Uint8Array() }] of entries.entries()) {
      const row = Math.floor(index / 3);
      const label = row === 10 ? -1 : row % 5;
      if (index % 3 === 0) expect(Buffer.from(data).toString()).toBe(String(label));
      if (index % 3 === 2) expect(pixelsOf(data)).toEqual(asRgba(bytes, row));
      if (index % 3 !== 1) continue;
      expect(JSON.parse(Buffer.from(data).toString())).toEqual({
        path: paths[row],
        class: rows.labels.classes[label] ?? null,
      });
    }
  });

  test('F6 all samples have the same keys, and targets are floats', async () => {
    const targetOf = Float32Array.of(Number.NaN, 1, 1.5);
    const { rows } = madeRows({ count: 3, labels: { targetOf } });
    const entries = await unpackTar(await onlyFileOf('webdataset', rows));
    const texts = entries
      .filter(({ header }) => header.name.endsWith('.json'))
      .map(({ data = new Uint8Array() }) => Buffer.from(data).toString());
    expect(texts.map((text) => text.slice(text.indexOf('"target"')))).toEqual([
      '"target":null}',
      '"target":1.0}',
      '"target":1.5}',
    ]);
  });
});

describe('imagefolder', () => {
  test('F7 each class is a folder, and rows without one are at the top', async () => {
    const { rows, bytes } = madeRows();
    const entries = await readZip(await onlyFileOf('imagefolder', rows));
    const names = [...entries.keys()];
    expect(names.slice(0, 5)).toEqual([
      '=sum/000000.png',
      'Cat/000001.png',
      'cat (2)/000002.png',
      'köter/000003.png',
      '\u{1f600}/000004.png',
    ]);
    expect(names.slice(10)).toEqual(['000010.png', 'rows.csv']);
    for (const [row, name] of names.slice(0, 11).entries()) {
      expect(pixelsOf(entries.get(name) ?? new Uint8Array())).toEqual(asRgba(bytes, row));
    }
    const lines = new TextDecoder().decode(entries.get('rows.csv')).split('\r\n');
    expect(lines.slice(0, 2)).toEqual([
      'file,path,class',
      `'=sum/000000.png,"'=sum/ü0 ""a"",b.jpg",'=sum`,
    ]);
    expect(lines).toHaveLength(13);
  });

  test('F7 a split is folders above those of the classes', async () => {
    const splitOf = Uint8Array.from({ length: 11 }, (_, row) => row % 3);
    const { rows } = madeRows({ labels: { splitOf } });
    const entries = await readZip(await onlyFileOf('imagefolder', rows));
    expect([...entries.keys()].slice(0, 3)).toEqual([
      'train/=sum/000000.png',
      'validation/Cat/000001.png',
      'test/cat (2)/000002.png',
    ]);
  });

  test('F7 no class leads out of the archive, and none is the folder of another one', () => {
    expect(folderNames(['..', '/etc', 'A', 'a', 'a (2)', 'con', ''])).toEqual([
      'images',
      '_etc',
      'A',
      'a (2)',
      'a (2) (2)',
      'con_',
      'images (2)',
    ]);
  });
});
