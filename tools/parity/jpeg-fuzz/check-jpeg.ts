import type { Kernel } from '../../../src/kernel/kernel.ts';
import { seededRandom } from '../damage/seeded-random.ts';
import { makeRow, SCALES, sizeOf, someRequest, wholeImageRequests } from './decode-jpeg.ts';
import {
  faultOf,
  MAX_PIXELS,
  type JudgedJpeg,
  type Judgement,
  type Kernels,
} from './judge-jpeg.ts';
import type { MutatedJpeg } from './mutate-jpeg.ts';

/**
 * Decodes a file at each scale, and makes one row of it, by the kernel that checks its memory. The pixels are
 * compared with nothing.
 */
export async function checkJpeg(
  { bytes, number }: MutatedJpeg,
  kernels: Kernels,
): Promise<JudgedJpeg> {
  const { width, height } = sizeOf(bytes) ?? { width: 0, height: 0 };
  if (width * height > MAX_PIXELS) return { judgements: ['not judged'], remarks: [] };
  const filling = number % 2 === 0 ? 0xa5 : 0;
  const judgements: Judgement[] = [];
  const remarks: string[] = [];
  const check = async (at: string, make: (kernel: Kernel) => ReturnType<typeof makeRow>) => {
    const kernel = kernels.checked(filling);
    if (kernel === null) return;
    try {
      judgements.push(typeof (await make(kernel)) === 'string' ? 'refused' : 'made');
    } catch (error) {
      kernels.replace();
      judgements.push('fault');
      remarks.push(`${at}: ${faultOf(error)}`);
    }
  };
  // a file that is refused by its header is so at any scale
  const requests = wholeImageRequests(Math.max(1, width), Math.max(1, height));
  for (const [i, request] of requests.entries()) {
    const at = `1/${SCALES[i] ?? 0}`;
    await check(at, async (kernel) => makeRow(bytes.slice(), request, kernel, true));
  }
  const request = someRequest(seededRandom(`row ${number}`));
  const at = `row ${JSON.stringify(request)}`;
  await check(at, async (kernel) => makeRow(bytes.slice(), request, kernel, false));
  return { judgements, remarks };
}
