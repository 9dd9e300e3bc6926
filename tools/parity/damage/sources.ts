import { readFileSync } from 'node:fs';

export type SourceFormat = 'jpeg' | 'png' | 'gif' | 'bmp' | 'webp';

/** A whole image of the fixtures, of which damaged ones are made. */
export interface Source {
  readonly format: SourceFormat;
  /** Its file's name without the extension. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const EXTENSIONS: Record<SourceFormat, string> = {
  jpeg: '.jpg',
  png: '.png',
  gif: '.gif',
  bmp: '.bmp',
  webp: '.webp',
};

const FIXTURES = new URL('../../../test/fixtures/', import.meta.url);

/** Of each kind that decoders treat in their own way, one small file. */
const FILES = [
  'pillow/files/jpeg-420-37x29.jpg',
  'pillow/files/jpeg-420-progressive-37x29.jpg',
  'pillow/files/jpeg-grey-37x29.jpg',
  'pillow/files/jpeg-420-restart-53x45.jpg',
  'pillow/files/jpeg-422-37x29.jpg',
  'pillow/files/jpeg-444-progressive-37x29.jpg',
  'pillow/files/jpeg-440-37x29.jpg',
  'pillow/files/jpeg-exif-6.jpg',
  'damage/sources/jpeg-cmyk-43x35.jpg',
  'damage/sources/jpeg-several-scans-43x35.jpg',
  'pillow/files/png-rgb-37x29.png',
  'pillow/files/png-p-trns-53x41.png',
  'damage/sources/png-rgba-interlaced-29x23.png',
  'pillow/files/png-rgba-37x29.png',
  'pillow/files/png-l-35x50.png',
  'pillow/files/png-la-43x31.png',
  'pillow/files/png-1-45x33.png',
  'pillow/files/png-p4-33x47.png',
  'pillow/files/png-rgb-trns-37x29.png',
  'damage/sources/png-rgb-interlaced-29x23.png',
  'damage/sources/png-rgb16-29x23.png',
  'damage/sources/png-rgba16-29x23.png',
  'damage/sources/png-la16-29x23.png',
  'damage/sources/png-grey16-29x23.png',
  'variants/animated-after-default.png',
  'damage/sources/gif-plain-31x25.gif',
  'pillow/files/gif-transparent-35x27.gif',
  'damage/sources/gif-interlaced-31x25.gif',
  'damage/sources/gif-animated-31x25.gif',
  'pillow/files/bmp-24-37x29.bmp',
  'pillow/files/bmp-8-45x35.bmp',
  'damage/sources/bmp-rle8-31x25.bmp',
  'damage/sources/bmp-565-31x25.bmp',
  'damage/sources/bmp-1-31x25.bmp',
  'damage/sources/bmp-4-31x25.bmp',
  'damage/sources/bmp-16-31x25.bmp',
  'damage/sources/bmp-rle4-31x25.bmp',
  'damage/sources/bmp-os2-31x25.bmp',
  'pillow/files/bmp-24-top-down-35x27.bmp',
  'pillow/files/bmp-32-33x31.bmp',
  'pillow/files/bmp-32-alpha-33x31.bmp',
  'pillow/files/webp-lossy-37x29.webp',
  'pillow/files/webp-lossless-alpha-37x29.webp',
  'pillow/files/webp-lossy-alpha-37x29.webp',
  'pillow/files/webp-lossless-37x29.webp',
  'damage/sources/webp-animated-27x33.webp',
] as const;

/** How many of each format make up the short run. */
const SHORT_COUNTS: Record<SourceFormat, number> = { jpeg: 4, png: 3, gif: 2, bmp: 4, webp: 2 };

/** All sources, or the first few of each format. */
export function readSources(isShort: boolean): readonly Source[] {
  const all = FILES.map(readSource);
  if (!isShort) return all;
  return (Object.keys(SHORT_COUNTS) as SourceFormat[]).flatMap((format) =>
    all.filter((source) => source.format === format).slice(0, SHORT_COUNTS[format]),
  );
}

function readSource(file: string): Source {
  const [name = '', extension] = (file.split('/').at(-1) ?? '').split('.');
  const format = (Object.keys(EXTENSIONS) as SourceFormat[]).find(
    (known) => EXTENSIONS[known] === `.${extension}`,
  );
  if (format === undefined) throw new Error(`${file} is of no format that damage is made of.`);
  return { format, name, bytes: new Uint8Array(readFileSync(new URL(file, FIXTURES))) };
}
