import { endsEarly, mediaTypeOf, type ImageFormat } from '../../formats/sniff.ts';
import type { Failure } from '../../core/verdict.ts';

/** Why the browser refused a file: its own message is the same for every cause, the bytes tell more. */
export async function whyRefused(bytes: Uint8Array, format: ImageFormat): Promise<Failure> {
  const name = format.toUpperCase();
  if (!(await isKnownType(mediaTypeOf(format)))) {
    return { code: 'unsupported', detail: `This browser does not decode ${name}.` };
  }
  return endsEarly(bytes, format)
    ? { code: 'truncated', detail: `The ${name} ends before its last pixel.` }
    : { code: 'corrupt', detail: `The browser could not decode the ${name}.` };
}

async function isKnownType(type: string): Promise<boolean> {
  if (typeof ImageDecoder === 'undefined') return true; // nobody to ask
  return ImageDecoder.isTypeSupported(type).catch(() => true);
}
