import type { Failure } from '../../core/verdict.ts';
import type { ImageFormat } from '../../formats/registry.ts';
import { specOf } from '../../formats/specs.ts';
import { decodesFormat } from './decodes-format.ts';

/** Why the browser refused a file. Its own message is the same for every cause; the bytes tell more. */
export async function whyRefused(bytes: Uint8Array, format: ImageFormat): Promise<Failure> {
  const { label, endsEarly } = specOf(format);
  if (!(await decodesFormat(format))) {
    return { code: 'unsupported', detail: `This browser does not decode ${label}.` };
  }
  return endsEarly(bytes)
    ? { code: 'truncated', detail: `The ${label} ends before its last pixel.` }
    : { code: 'corrupt', detail: `The browser could not decode the ${label}.` };
}
