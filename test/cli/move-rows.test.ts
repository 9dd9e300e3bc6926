import fc from 'fast-check';
import { expect, test } from 'vitest';

import { moveRows } from '../../src/cli/finish/move-rows.ts';
import { createFakeFile, type FakeFile } from '../store/fake-file.ts';

const START = 5;
const ROW_BYTES = 3;
const PIECE_BYTES = 4 * ROW_BYTES;

/** Rows of their slot's number, behind other bytes. */
function rowsOf(slots: readonly number[]): Uint8Array {
  return Uint8Array.from([
    ...Array.from({ length: START }, () => 255),
    ...slots.flatMap((slot) => Array.from({ length: ROW_BYTES }, () => slot)),
  ]);
}

/** A file that, after this many bytes were written to it and others, writes a part and throws. */
function dyingFile(file: FakeFile, life: { left: number }): FakeFile {
  return {
    ...file,
    write(bytes, at) {
      const some = Math.min(bytes.length, life.left);
      life.left -= some;
      file.write(bytes.subarray(0, some), at);
      if (some < bytes.length) throw new Error('killed');
      return some;
    },
  };
}

const slotsWithGaps = fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 40 });

test('D6 rows are closed up, however often that is interrupted', () => {
  fc.assert(
    fc.property(slotsWithGaps, fc.array(fc.nat(400), { maxLength: 8 }), (chosen, lives) => {
      const slots = Uint32Array.from(chosen).toSorted();
      const file = createFakeFile(rowsOf(Array.from({ length: 61 }, (_, slot) => slot)));
      const moving = [createFakeFile(), createFakeFile()] as const;
      for (const left of lives) {
        const life = { left };
        const dying = [dyingFile(moving[0], life), dyingFile(moving[1], life)] as const;
        const rows = { file: dyingFile(file, life), start: START, rowBytes: ROW_BYTES };
        try {
          moveRows(rows, slots, dying, PIECE_BYTES);
        } catch {
          // killed: the next one goes on
        }
      }
      moveRows({ file, start: START, rowBytes: ROW_BYTES }, slots, moving, PIECE_BYTES);
      const moved = file.content().subarray(0, START + slots.length * ROW_BYTES);
      expect([...moved]).toEqual([...rowsOf([...slots])]);
    }),
  );
});
