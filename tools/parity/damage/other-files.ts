import type { SeededRandom } from './seeded-random.ts';

/** A file that is no image, whatever its name says. */
export interface OtherFile {
  readonly name: string;
  readonly make: (random: SeededRandom) => Uint8Array;
}

const HTML =
  '<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head><body>Not Found</body></html>\n';

const LFS_POINTER =
  'version https://git-lfs.github.com/spec/v1\n' +
  'oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n';

/** What is found among images under an image's name, by its first bytes; and the first bytes alone. */
const CONTENTS: Readonly<Record<string, string>> = {
  'empty.jpg': '',
  'one-byte.png': '\x89',
  'page.jpg': HTML,
  'lfs-pointer.png': LFS_POINTER,
  'text.gif': 'These are not the pixels you are looking for.\n'.repeat(20),
  'begins-with-bm.bmp': 'BMW and other makes of cars, in a table.\n'.repeat(5),
  'data.webp': '{"error": {"code": 403, "message": "Forbidden"}}\n',
  'letters-riff.webp': 'RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00',
  'drawing.png': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
  'video.jpg': '\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42\x00\x00\x00\x08free',
  'signature.jpg': '\xff\xd8\xff',
  'signature.png': '\x89PNG\r\n\x1a\n',
  'signature.gif': 'GIF89a',
  'signature.bmp': 'BM',
  'signature.webp': 'RIFF\x1a\x00\x00\x00WEBP',
};

const OPENINGS: Readonly<Record<string, string>> = {
  'archive.jpg': 'PK\x03\x04\x14\x00\x00\x00\x08\x00',
  'document.jpg': '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n',
  'compressed.png': '\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03',
  'program.gif': '\x7fELF\x02\x01\x01\x00',
  'noise.webp': '\x05',
};

/** Bytes of which each letter is one. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** HTML, ZIP, PDF, a pointer of Git LFS, MP4, nothing, zeros, noise, and signatures without more. */
export function otherFiles(): readonly OtherFile[] {
  const texts = Object.entries(CONTENTS).map(([name, text]) => ({
    name,
    make: () => bytesOf(text),
  }));
  const opened = Object.entries(OPENINGS).map(([name, opening]) => ({
    name,
    make: (random: SeededRandom) => Uint8Array.from([...bytesOf(opening), ...random.bytes(1000)]),
  }));
  return [...texts, ...opened, { name: 'zeros.jpg', make: () => new Uint8Array(4096) }];
}
