import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { listPrecached } from '../../tools/setup/service-worker.ts';

const PUBLIC = new URL('../../public/', import.meta.url);

test('W1 each file of a build is listed with its digest, but not the service worker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pixelpool-precached-'));
  const files = { 'index.html': 'page', 'assets/a-B_1.js': 'script', 'samples/x/y.png': 'image' };
  for (const [path, text] of Object.entries({ ...files, 'service-worker.js': 'old' })) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const listed = listPrecached(folder);
  rmSync(folder, { recursive: true });
  expect(listed.map(({ url }) => url)).toEqual(Object.keys(files).toSorted());
  for (const { url, revision, integrity } of listed) {
    const text = files[url as keyof typeof files];
    const digest = createHash('sha256').update(text).digest('base64');
    expect(integrity).toBe(`sha256-${digest}`);
    // the name of a file of Vite's tells its version
    expect(revision).toBe(url.startsWith('assets/') ? null : digest.slice(0, 12));
  }
});

test('W4 the icons of the manifest have the sizes that it says, and the page names it', () => {
  const manifest = JSON.parse(readFileSync(new URL('manifest.webmanifest', PUBLIC), 'utf8')) as {
    readonly icons: readonly { readonly src: string; readonly sizes: string }[];
    readonly file_handlers: readonly { readonly accept: Readonly<Record<string, unknown>> }[];
  };
  const pngs = manifest.icons.filter(({ src }) => src.endsWith('.png'));
  expect(pngs).toHaveLength(3);
  for (const { src, sizes } of pngs) {
    const png = readFileSync(new URL(src, PUBLIC));
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
  }
  const accepted = manifest.file_handlers.flatMap(({ accept }) => Object.values(accept).flat());
  expect(accepted).toEqual(['.zip', '.tar']);
  const page = readFileSync(new URL('../index.html', PUBLIC), 'utf8');
  expect(page).toContain('<link rel="manifest" href="./manifest.webmanifest" />');
});
