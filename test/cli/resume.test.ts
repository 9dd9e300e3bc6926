import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

import { pictureOf } from '../../tools/odd-names/odd-files.ts';
import { useBuiltCli } from './built-cli.ts';

const cli = useBuiltCli();
const at = (name: string): string => join(cli.folder, name);

const IMAGES = 300;
const SIDE = 256;
/** Of rows: more than those of the first four batches, of which one is committed before another is sent. */
const SOME_BYTES = 45 * 64 * 64 * 3;
const ARGS = ['many', '--workers=2', '--failed=drop'];

beforeAll(() => {
  mkdirSync(at('many'));
  for (let index = 0; index < IMAGES; index++) {
    const name = `${String(index).padStart(4, '0')}.bmp`;
    const picture = pictureOf([index % 256, index >> 8, 137], SIDE);
    writeFileSync(at(join('many', name)), index % 7 === 3 ? 'no image' : picture);
  }
});

function sha256(name: string): string {
  return createHash('sha256')
    .update(readFileSync(at(name)))
    .digest('hex');
}

/** Array and manifest of the whole run, undisturbed. */
async function expected(): Promise<readonly string[]> {
  if (!existsSync(at('whole.npy'))) {
    await cli.run([...ARGS, '-o', 'whole.npy', '--manifest', 'whole.jsonl']);
  }
  return ['whole.npy', 'whole.jsonl'].map(sha256);
}

/** Starts a run and sends it the signal when it has stored rows, but not all. */
async function interrupt(out: string, signal: NodeJS.Signals, more: readonly string[] = []) {
  const { process: command, ended } = cli.start([...ARGS, '-o', out, ...more]);
  const rows = at(join(`${out}.part`, 'rows.npy'));
  const before = existsSync(rows) ? statSync(rows).size : 0;
  const watch = setInterval(() => {
    if ((statSync(rows, { throwIfNoEntry: false })?.size ?? 0) < before + SOME_BYTES) return;
    command.kill(signal);
    clearInterval(watch);
  }, 1);
  return ended.finally(() => clearInterval(watch));
}

describe('a run on the command line that ends early', () => {
  test('D5 D6 after SIGKILL, also twice, --resume makes the same files', async () => {
    const whole = await expected();
    const files = ['--manifest', 'killed.jsonl'];
    const first = await interrupt('killed.npy', 'SIGKILL', files);
    const second = await interrupt('killed.npy', 'SIGKILL', [...files, '--resume']);
    expect([first.code, second.code]).toEqual([null, null]);
    expect(existsSync(at('killed.npy'))).toBe(false);
    const args = [...ARGS, '-o', 'killed.npy', ...files, '--resume', '--json'];
    const { code, stdout } = await cli.run(args);
    expect(code).toBe(0);
    // some were done before
    const [plan] = stdout.split('\n');
    expect(JSON.parse(plan ?? '').images).toBeLessThan(IMAGES);
    expect(['killed.npy', 'killed.jsonl'].map(sha256)).toEqual(whole);
    expect(existsSync(at('killed.npy.part'))).toBe(false);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'D5 %s stops it, and says the command that goes on with it',
    async (signal) => {
      const out = `${signal}.npy`;
      const { code, stderr } = await interrupt(out, signal);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^Stopped\. \d+ of 300 images are done and safe in /);
      const command = `pixelpool many --workers=2 --failed=drop -o ${out} --resume`;
      expect(stderr.trim().split('\n').at(-1)?.trim()).toBe(command);
      expect(await cli.run(command.split(' ').slice(1))).toEqual({
        code: 0,
        stdout: '',
        stderr: '',
      });
      const [array] = await expected();
      expect(sha256(out)).toBe(array);
    },
  );

  test('D5 killed between the array and the end, it only has to tidy up', async () => {
    await expected();
    writeFileSync(at('tidy.npy'), 'the array');
    mkdirSync(at('tidy.npy.part'));
    writeFileSync(at(join('tidy.npy.part', 'journal.bin')), '');
    const args = [...ARGS, '-o', 'tidy.npy', '--resume'];
    expect((await cli.run(args)).code).toBe(0);
    expect(existsSync(at('tidy.npy.part'))).toBe(false);
    expect(readFileSync(at('tidy.npy'), 'utf8')).toBe('the array');
    expect((await cli.run(args)).code).toBe(0);
  });

  test('D5 other options are refused, and nothing is lost', async () => {
    await interrupt('other.npy', 'SIGKILL');
    const before = readdirSync(at('other.npy.part'));
    const { code, stderr } = await cli.run([...ARGS, '-o', 'other.npy', '--resume', '--width=32']);
    expect(code).toBe(1);
    expect(stderr).toBe(
      'pixelpool: other.npy.part was begun with no options: give the same, or delete that folder.\n',
    );
    expect(readdirSync(at('other.npy.part')).filter((name) => name !== 'lock')).toEqual(
      before.filter((name) => name !== 'lock'),
    );
    rmSync(at('other.npy.part'), { recursive: true });
  });
});
