import { useEffect, useRef } from 'react';

import { useSession } from '../session-context.ts';

/** Pictures up to this many pixels a side are shown with sharp pixels. */
const SMALL_SIDE = 128;

/** Shows the picture of a key as a worker made it; the page never reads its pixels. */
export function PictureCanvas(props: {
  readonly pictureKey: string;
  readonly label: string;
  readonly className: string;
}) {
  const { pictureKey, label, className } = props;
  const { pictures } = useSession();
  const element = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = element.current;
    const context = canvas?.getContext('bitmaprenderer') ?? null;
    if (canvas === null || context === null) return;
    return pictures.attach(pictureKey, (picture) => {
      const { width, height } = picture;
      canvas.width = width;
      canvas.height = height;
      canvas.style.aspectRatio = `${width} / ${height}`;
      canvas.dataset['side'] = width >= height ? 'wide' : 'tall';
      canvas.dataset['small'] = String(Math.max(width, height) <= SMALL_SIDE);
      context.transferFromImageBitmap(picture);
    });
  }, [pictures, pictureKey]);
  return <canvas ref={element} role="img" aria-label={label} className={className} />;
}
