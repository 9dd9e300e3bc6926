import { mendJpeg } from '../../formats/jpeg/ending.ts';
import { neutraliseOrientation } from '../../formats/exif/orientation.ts';
import type { PixelLayout } from '../../kernel/resample/pixel-layout.ts';
import { specOf } from '../../formats/specs.ts';
import type { ImageFormat } from '../../formats/registry.ts';
import { acceptNatively } from '../accept-natively.ts';
import type { Acceptance, Decoded, Decoder, DecodedPixels } from '../decoder.ts';
import { whyRefused } from './why-refused.ts';

/** The layout of each frame format; planes are JPEG's, of full range. */
const LAYOUTS: Readonly<Partial<Record<VideoPixelFormat, PixelLayout>>> = {
  RGBA: 'rgba',
  BGRA: 'bgra',
  RGBX: 'rgbx',
  BGRX: 'bgrx',
  I420: 'i420',
  I422: 'i422',
  I444: 'i444',
};

/**
 * The browser's own decoder without colour management, rotation and premultiplying (WebCodecs'
 * ImageDecoder): Chromium returns the very samples of libjpeg, libpng and libwebp. `exactFormats` are the
 * formats for which the probe of this browser has confirmed that.
 */
export function createImageDecoder(exactFormats: ReadonlySet<string>): Decoder {
  return {
    name: 'image-decoder',
    accepts(header, recipe): Acceptance {
      const acceptance = acceptNatively(header, recipe);
      return acceptance === 'exact' && !exactFormats.has(header.format)
        ? 'approximate'
        : acceptance;
    },
    async decode(bytes, { format }) {
      neutraliseOrientation(bytes, format); // Firefox rotates the frames
      const startedAt = performance.now();
      let frame = await firstFrame(bytes, format);
      if (frame === null && format === 'jpeg') {
        const mended = mendJpeg(bytes);
        if ('code' in mended) return { kind: 'failed', failure: mended };
        if (mended !== bytes) frame = await firstFrame(mended, format);
      }
      if (frame === null) return { kind: 'failed', failure: await whyRefused(bytes, format) };
      return pixelsOf(frame, performance.now() - startedAt);
    },
  };
}

/** Null if the browser refuses the file. The caller closes the frame. */
async function firstFrame(
  bytes: Uint8Array<ArrayBuffer>,
  format: ImageFormat,
): Promise<VideoFrame | null> {
  let decoder: ImageDecoder | null = null;
  try {
    decoder = new ImageDecoder({
      type: specOf(format).mediaType,
      data: bytes,
      colorSpaceConversion: 'none',
      preferAnimation: false,
    });
    // both reject with the file as well, and are not awaited
    decoder.completed.catch(() => undefined);
    decoder.tracks.ready.catch(() => undefined);
    const { image } = await decoder.decode({ frameIndex: 0 });
    return image;
  } catch {
    return null;
  } finally {
    decoder?.close();
  }
}

function pixelsOf(frame: VideoFrame, decodeMs: number): Decoded {
  const layout = frame.format === null ? undefined : LAYOUTS[frame.format];
  const rect = frame.visibleRect;
  if (layout === undefined || rect === null) {
    const detail = `This browser decodes the image to ${frame.format ?? 'an unknown format'}.`;
    frame.close();
    return { kind: 'failed', failure: { code: 'unsupported', detail } };
  }
  const { x, y, width, height } = rect;
  const pixels: DecodedPixels = {
    kind: 'pixels',
    layout,
    width,
    height,
    scale: 1,
    decodeMs,
    isDamaged: false, // it does not report damage
    warning: null,
    async copyRows(firstRow, rows, target) {
      // without a format this is a plain copy, unrotated and without colour conversion
      await frame.copyTo(target, { rect: { x, y: y + firstRow, width, height: rows } });
    },
    close: () => frame.close(),
  };
  return pixels;
}
