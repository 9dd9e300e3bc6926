import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

import { pictureOf } from '../../tools/odd-names/odd-files.ts';
import { useBuiltCli } from './built-cli.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const cli = useBuiltCli();
const at = (name: string): string => join(cli.folder, name);

/** Runs npm in a folder of its own, without a network. */
function npm(folder: string, ...args: readonly string[]): string {
  return execFileSync('npm', ['--offline', '--no-audit', '--no-fund', ...args], {
    cwd: at(folder),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
}

test('D8 the package that npm packs runs in an empty folder, and needs nothing else', () => {
  for (const folder of ['package', 'empty', 'empty/pictures']) mkdirSync(at(folder));
  execFileSync(process.execPath, ['-e', COPY, ROOT, at('package'), at('dist-cli')]);
  const packed = npm('package', 'pack').trim().split('\n').at(-1) ?? expect.fail();
  writeFileSync(at('empty/package.json'), '{ "private": true }');
  writeFileSync(at('empty/pictures/red.bmp'), pictureOf([255, 0, 0]));
  npm('empty', 'install', join('..', 'package', packed));
  npm('empty', 'exec', '--', 'pixelpool', 'pictures', '-o', 'pictures.npy');
  expect(existsSync(at('empty/pictures.npy'))).toBe(true);
  const installed = readdirSync(at('empty/node_modules')).filter((name) => !name.startsWith('.'));
  expect(installed).toEqual(['pixelpool']);
});

/** What is packed, with the command line as it was built for this test. */
const COPY = `
  const { cpSync } = require('node:fs');
  const [, root, to, dist] = process.argv;
  for (const name of ['package.json', 'README.md', 'LICENSE']) cpSync(root + name, to + '/' + name);
  cpSync(dist, to + '/dist-cli', { recursive: true });
`;
