import { gunzipSync } from 'node:zlib';

import { readFixture, readFixtureJson } from '../../core/read-fixture.ts';
import { bytesOf } from '../../formats/write-headers.ts';

/** Digests of RGB by scale, as far as the file is large enough; null if Pillow refuses it. */
type Digests = Readonly<Record<string, string | null>>;

/** A JPEG of test/fixtures/pillow/arithmetic.json, or an edited one. */
export interface ArithmeticFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rgb: Digests;
}

/** An offset, the bytes removed there, and those inserted: in hexadecimal digits, and zeros. */
export type Edit = readonly [at: number, removed: number, inserted: string, zeros: number];

interface Listing {
  readonly files: readonly {
    readonly name: string;
    readonly offset: number;
    readonly length: number;
    readonly rgb: Digests;
  }[];
  readonly edited: readonly {
    readonly name: string;
    readonly edits: readonly Edit[];
    readonly rgb: Digests;
  }[];
}

/** The files as libjpeg-turbo wrote them, and those made of them by edits. */
export function readArithmeticFiles(): Record<'files' | 'edited', readonly ArithmeticFile[]> {
  const packed = new Uint8Array(gunzipSync(readFixture('pillow/arithmetic.bin.gz')));
  const listing = readFixtureJson('pillow/arithmetic.json') as Listing;
  const files = listing.files.map(({ name, offset, length, rgb }) => {
    return { name, bytes: packed.slice(offset, offset + length), rgb };
  });
  const edited = listing.edited.map(({ name, edits, rgb }, i) => {
    const source = files.find((file) => file.name === name);
    if (source === undefined) throw new Error(`there is no ${name}`);
    return { name: `${i}: ${name}`, bytes: edits.reduce(applyEdit, source.bytes), rgb };
  });
  return { files, edited };
}

export function applyEdit(bytes: Uint8Array<ArrayBuffer>, [at, removed, inserted, zeros]: Edit) {
  const more = new Uint8Array(inserted.length / 2 + zeros);
  more.set(Buffer.from(inserted, 'hex'));
  return bytesOf(bytes.subarray(0, at), more, bytes.subarray(at + removed));
}
