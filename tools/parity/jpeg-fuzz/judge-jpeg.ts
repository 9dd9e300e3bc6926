import type { Kernel } from '../../../src/kernel/kernel.ts';
import { errorMessage } from '../../../src/core/error-message.ts';
import { seededRandom } from '../damage/seeded-random.ts';
import {
  decodeRow,
  decodeWhole,
  SCALES,
  sizeOf,
  someRequest,
  wholeImageRequests,
  type OurOutcome,
} from './decode-jpeg.ts';
import type { MutatedJpeg } from './mutate-jpeg.ts';
import type { PillowOutcomes } from './pillow-pool.ts';

/** How one file came out at one scale. */
export type Judgement =
  /** Pillow's pixels. */
  | 'equal'
  /** A row, which was compared with nothing. */
  | 'made'
  /** Both refuse it, or pixelpool alone was asked, and does. */
  | 'refused'
  /** One refuses it. */
  | 'verdict'
  | 'pixels'
  /** The checked kernel uses memory that it has not, or makes something else than the other. */
  | 'fault'
  /** Another decoder's, too large, or Pillow's process died of it. */
  | 'not judged';

export interface JudgedJpeg {
  readonly judgements: readonly Judgement[];
  /** Of those that are neither equal nor refused: what differs. */
  readonly remarks: readonly string[];
}

/** The kernel of the page, and another that checks its accesses, in instances to be replaced. */
export interface Kernels {
  current(): Kernel;
  /** Null if it is not to be used. New blocks of its memory are filled with this byte. */
  checked(filling: number): Kernel | null;
  /** After a throw. */
  replace(): void;
}

/** Images of more are too slow for thousands of them. */
export const MAX_PIXELS = 1 << 20;

export async function judgeJpeg(
  { bytes, number }: MutatedJpeg,
  pillow: PillowOutcomes | null,
  kernels: Kernels,
): Promise<JudgedJpeg> {
  if (pillow === null) return notJudged('Pillow died of it');
  const size = sizeOf(bytes);
  if (size === null) return judgedByHeader(bytes, pillow, kernels);
  if (size.width * size.height > MAX_PIXELS) return notJudged();
  const judgements: Judgement[] = [];
  const remarks: string[] = [];
  const add = (judgement: Judgement, remark: string): void => {
    judgements.push(judgement);
    if (judgement !== 'equal' && judgement !== 'refused' && remark !== '') remarks.push(remark);
  };
  const filling = number % 2 === 0 ? 0xa5 : 0;
  for (const [i, request] of wholeImageRequests(size.width, size.height).entries()) {
    const at = `1/${SCALES[i] ?? 0}`;
    const [ours, fault] = await decodeTwice(kernels, filling, async (kernel) =>
      decodeWhole(bytes.slice(), request, kernel),
    );
    if (fault !== null) add('fault', `${at}: ${fault}`);
    add(...compared(ours, pillow[i] ?? null, at));
  }
  const request = someRequest(seededRandom(`row ${number}`));
  const [, fault] = await decodeTwice(kernels, filling, async (kernel) =>
    decodeRow(bytes.slice(), request, kernel),
  );
  if (fault !== null) add('fault', `row ${JSON.stringify(request)}: ${fault}`);
  return { judgements, remarks };
}

function notJudged(...remarks: readonly string[]): JudgedJpeg {
  return { judgements: ['not judged'], remarks };
}

/** Of a file that is refused because of its header, which Pillow should refuse at any scale. */
async function judgedByHeader(
  bytes: Uint8Array<ArrayBuffer>,
  pillow: PillowOutcomes,
  kernels: Kernels,
): Promise<JudgedJpeg> {
  const [request] = wholeImageRequests(1, 1);
  if (request === undefined) return notJudged();
  const ours = await decodeWhole(bytes.slice(), request, kernels.current());
  const [judgement, remark] = compared(ours, pillow[0] ?? null, 'header');
  return { judgements: [judgement], remarks: remark === '' ? [] : [remark] };
}

/** With both kernels: the outcome, and what is wrong about the checked one's. */
async function decodeTwice(
  kernels: Kernels,
  filling: number,
  decode: (kernel: Kernel) => Promise<OurOutcome>,
): Promise<readonly [outcome: OurOutcome, fault: string | null]> {
  const [ours, trap] = await outcomeOrTrap(kernels, async () => decode(kernels.current()));
  if (trap !== null) return [ours, trap];
  const checked = kernels.checked(filling);
  if (checked === null) return [ours, null];
  const [same, fault] = await outcomeOrTrap(kernels, async () => decode(checked));
  if (fault !== null) return [ours, fault];
  return [ours, same === ours ? null : `${ours}, and ${same} if memory is ${filling} before`];
}

async function outcomeOrTrap(
  kernels: Kernels,
  decode: () => Promise<OurOutcome>,
): Promise<readonly [OurOutcome, string | null]> {
  try {
    return [await decode(), null];
  } catch (error) {
    kernels.replace();
    return ['trap', faultOf(error)];
  }
}

/** The words of an error, and the kernel's functions that were running, the innermost first. */
export function faultOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const names = [...stack.matchAll(/at (?:src\/kernel\/assembly\/)(\S+) \(wasm:/g)];
  return `${errorMessage(error)}${names.map(([, name = '']) => ` < ${name}`).join('')}`;
}

function compared(
  ours: OurOutcome,
  pillow: string | null,
  at: string,
): readonly [judgement: Judgement, remark: string] {
  const remark = `${at}: Pillow: ${String(pillow)}; pixelpool: ${ours}`;
  const isUnasked = pillow === 'too many pixels' || pillow === 'lossless';
  if (ours === 'not-taken' || isUnasked) return ['not judged', ''];
  if (ours === pillow) return ['equal', ''];
  const isPillows = pillow !== null && /^\d+x\d+ /.test(pillow);
  const isOurs = /^\d+x\d+ /.test(ours);
  if (isPillows && isOurs) return ['pixels', remark];
  return isPillows === isOurs ? ['refused', ''] : ['verdict', remark];
}
