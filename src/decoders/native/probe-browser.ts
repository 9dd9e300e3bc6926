import type { BrowserProbe, ProbeFinding, ProbeResult } from '../../core/browser-probe.ts';
import { DEFAULT_RECIPE } from '../../core/recipe/recipe.ts';
import { planResample } from '../../kernel/resample/resample-job.ts';
import { sniff } from '../../formats/sniff.ts';
import type { KernelKeeper } from '../../kernel/kernel-keeper.ts';
import { createImageDecoder } from './image-decoder.ts';
import { PROBE_FIXTURES, PROBE_HEIGHT, PROBE_WIDTH, type ProbeFixture } from './probe-fixtures.ts';

/**
 * Tests this browser's native decoders with small files, through the kernel, at their own size. Only
 * formats that come out as Pillow's very bytes are exact.
 */
export async function probeBrowser(kernels: KernelKeeper): Promise<BrowserProbe> {
  if (typeof ImageDecoder === 'undefined') return { hasImageDecoder: false, results: [] };
  const results: ProbeResult[] = [];
  // one time limit for all: a worker has to begin a run within its own deadline
  const timeIsUp = refusedAfter(PROBE_MS);
  for (const fixture of PROBE_FIXTURES) {
    const { format, name } = fixture;
    const finding = await Promise.race([tryFixture(fixture, kernels), timeIsUp]);
    results.push({ format, name, finding });
  }
  return { hasImageDecoder: true, results };
}

/** For a few kilobytes in all; slower decoders are not awaited. */
const PROBE_MS = 5000;

function refusedAfter(ms: number): Promise<ProbeFinding> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('refused'), ms);
  });
}

const RECIPE = { ...DEFAULT_RECIPE, width: PROBE_WIDTH, height: PROBE_HEIGHT };

async function tryFixture(
  { format, file, rgb }: ProbeFixture,
  kernels: KernelKeeper,
): Promise<ProbeFinding> {
  const bytes = fromBase64(file);
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) return 'refused';
  const decoder = createImageDecoder(new Set([format]));
  const decoded = await decoder.decode(bytes, sniffed.header, RECIPE);
  if (decoded.kind !== 'pixels') return 'refused';
  try {
    const job = planResample(RECIPE, decoded, 1);
    if (job === null) return 'refused';
    const row = new Uint8Array(PROBE_WIDTH * PROBE_HEIGHT * 3);
    await kernels.lend(async (kernel) => kernel.resample(decoded.copyRows, job, row));
    const expected = fromBase64(rgb);
    return row.every((byte, i) => byte === expected[i]) ? 'exact' : 'differs';
  } catch {
    return 'refused'; // for example, a frame that cannot be copied
  } finally {
    decoded.close();
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
