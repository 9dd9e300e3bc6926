import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

import { pictureOf } from '../../tools/odd-names/odd-files.ts';
import { useBuiltCli } from './built-cli.ts';

const cli = useBuiltCli();
const at = (name: string): string => join(cli.folder, name);

beforeAll(() => {
  mkdirSync(at('folder'));
  writeFileSync(at('folder/red.bmp'), pictureOf([255, 0, 0]));
  mkdirSync(at('empty'));
  writeFileSync(at('there.npy'), 'mine');
});

describe('what cannot be done on the command line is said in one sentence', () => {
  test.each([
    [['missing', '-o', 'a.npy'], 1, 'missing: There is no such folder (ENOENT).'],
    [['there.npy', '-o', 'a.npy'], 1, 'there.npy: That is no folder.'],
    [['empty', '-o', 'a.npy'], 1, 'There is no file in empty.'],
    [
      ['folder', '-o', 'there.npy'],
      1,
      'there.npy is there already: name another file, or add --overwrite.',
    ],
    [['folder', '-o', 'no/a.npy'], 1, "ENOENT: no such file or directory, mkdir 'no/a.npy.part'"],
    [['folder'], 2, 'Say where the array goes with -o photos.npy.'],
    [[], 2, 'Name one folder, or - for a list of paths.'],
    [
      ['folder', '-o', 'a.npy', '--decode=canvas'],
      2,
      '--decode=canvas: only a browser has a canvas. Use the page for it.',
    ],
    [['folder', '-o', 'a.npy', '--width=0'], 2, '--width=0 is not a whole number from 1 to 1024.'],
    [['folder', '-o', 'a.npy', '--wdith=3'], 2, "Unknown option '--wdith'."],
  ])('D7 %j', async (args, code, sentence) => {
    const ended = await cli.run(args);
    expect(ended.code).toBe(code);
    expect(ended.stderr.startsWith(`pixelpool: ${sentence}`)).toBe(true);
    expect(ended.stderr.split('\n').length).toBeLessThan(code === 2 ? 10 : 3);
    expect(existsSync(at('a.npy.part'))).toBe(false);
    expect(readFileSync(at('there.npy'), 'utf8')).toBe('mine');
  });

  test('D7 a journal that is damaged, or still in use, is left as it is', async () => {
    mkdirSync(at('bad.npy.part'));
    writeFileSync(at('bad.npy.part/journal.bin'), 'no journal at all');
    const args = ['folder', '-o', 'bad.npy'];
    const resumed = await cli.run([...args, '--resume']);
    expect([resumed.code, resumed.stderr]).toEqual([
      1,
      'pixelpool: bad.npy.part cannot be resumed: Its journal is damaged. Delete that folder to begin anew.\n',
    ]);
    expect((await cli.run(args)).stderr).toContain('bad.npy.part has an unfinished run');
    writeFileSync(at('bad.npy.part/lock'), String(process.pid));
    const used = await cli.run([...args, '--resume']);
    expect(used.stderr).toContain(`bad.npy.part is in use by process ${process.pid}.`);
    expect(readFileSync(at('bad.npy.part/journal.bin'), 'utf8')).toBe('no journal at all');
  });

  test('D7 files and folders that may not be read fail by name', async () => {
    mkdirSync(at('locked/inner'), { recursive: true });
    for (const path of ['locked/inner/a.bmp', 'locked/b.bmp', 'locked/c.bmp']) {
      writeFileSync(at(path), pictureOf([0, 255, 0]));
    }
    chmodSync(at('locked/inner'), 0);
    chmodSync(at('locked/b.bmp'), 0);
    const { code } = await cli.run(['locked', '-o', 'l.npy', '--manifest', 'l.jsonl']);
    chmodSync(at('locked/inner'), 0o755);
    expect(code).toBe(0);
    const lines = readFileSync(at('l.jsonl'), 'utf8').trim().split('\n');
    const verdicts = lines
      .map((line) => JSON.parse(line))
      .map(({ path, code: why }) => [path, why]);
    // whoever may read everything reads them
    const isRoot = process.getuid?.() === 0;
    const denied = isRoot ? undefined : 'unreadable';
    expect(verdicts).toEqual([
      ['b.bmp', denied],
      ['c.bmp', undefined],
      [isRoot ? 'inner/a.bmp' : 'inner/', denied],
    ]);
  });

  test('D7 a full disk ends the run, which goes on once there is room', async () => {
    // a limit on the size of files, which the system reports in its own way
    const script = `ulimit -f 1; exec "$0" "$@"`;
    const args = ['folder', '-o', 'full.npy', '--width=1024', '--height=1024'];
    const command = [process.execPath, at('dist-cli/pixelpool.js'), ...args];
    const ended = spawnSync('sh', ['-c', script, ...command], {
      cwd: cli.folder,
      encoding: 'utf8',
    });
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/EFBIG/);
    expect(existsSync(at('full.npy'))).toBe(false);
    if (!existsSync(at('full.npy.part'))) return;
    expect((await cli.run([...args, '--resume'])).code).toBe(0);
    expect(existsSync(at('full.npy'))).toBe(true);
  });
});
