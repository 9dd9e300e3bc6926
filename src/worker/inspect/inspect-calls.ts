import { transfer } from 'comlink';

import { channelStatistics, createChannelSums, sumRow } from '../../core/inspect/channel-sums.ts';
import { createRowColumns, setScores } from '../../core/inspect/row-columns.ts';
import { rowFindings } from '../../core/inspect/row-findings.ts';
import { createRowScorer } from '../../core/inspect/score-rows.ts';
import { channelsOf, rowBytesOf, type Recipe } from '../../core/recipe/recipe.ts';
import type { InspectCalls } from '../../pool/wire/inspect.ts';
import { hashFiles } from './hash-files.ts';
import { pictureOf } from './row-picture.ts';
import { createRowsClient } from './rows-client.ts';

type Calls = InspectCalls<MessagePort, ImageBitmap, Blob>;

/** What needs the rows of a run. */
type Inspection = Omit<Calls, 'begin' | 'hashFiles'>;

/** The calls of the worker that inspects the rows of a run. */
export function createInspectCalls(): Calls {
  let begun: Inspection | null = null;

  function present(): Inspection {
    if (begun === null) throw new Error('No inspection has begun.');
    return begun;
  }

  return {
    async begin(port, slots, recipe) {
      begun = inspectionOf(port, slots, recipe);
    },
    inspect: async (slots) => present().inspect(slots),
    summarise: async (slots, zeros) => present().summarise(slots, zeros),
    hashFiles,
    pictures: async (slots) => present().pictures(slots),
  };
}

function inspectionOf(port: MessagePort, slotCount: number, recipe: Recipe): Inspection {
  const client = createRowsClient(port);
  const sums = createChannelSums(slotCount, channelsOf(recipe));
  const columns = createRowColumns(slotCount);
  const score = createRowScorer(recipe);
  const rowBytes = rowBytesOf(recipe);
  const rowAt = (rows: Uint8Array, index: number): Uint8Array => {
    return rows.subarray(index * rowBytes, (index + 1) * rowBytes);
  };
  let memory: ArrayBuffer | null = null;

  return {
    async inspect(slots) {
      const lent = memory;
      memory = null;
      const rows = await client.read(slots, lent);
      for (const [index, slot] of slots.entries()) {
        const row = rowAt(rows, index);
        sumRow(sums, slot, row);
        setScores(columns, slot, score(row));
      }
      memory = rows.buffer;
    },
    async summarise(slots, zeros) {
      const pixels = recipe.width * recipe.height;
      const channels = channelStatistics(sums, slots, zeros, pixels);
      return { channels, findings: rowFindings(columns, slots, recipe) };
    },
    async pictures(slots) {
      const rows = await client.read(slots, null);
      const pictures = await Promise.all(
        Array.from(slots, (_, index) => pictureOf(rowAt(rows, index), recipe)),
      );
      return transfer(pictures, pictures);
    },
  };
}
