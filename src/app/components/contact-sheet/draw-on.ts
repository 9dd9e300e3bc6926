/** Pictures up to this many pixels a side are shown with sharp pixels. */
const SMALL_SIDE = 128;

/** Shows a picture on a canvas, which then owns it, or closes it if there is no canvas any more. */
export function drawOn(canvas: Element | null | undefined, picture: ImageBitmap | null): void {
  if (picture === null) return;
  const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('bitmaprenderer') : null;
  if (!(canvas instanceof HTMLCanvasElement) || context === null) return picture.close();
  const { width, height } = picture;
  canvas.width = width;
  canvas.height = height;
  canvas.dataset['small'] = String(Math.max(width, height) <= SMALL_SIDE);
  context.transferFromImageBitmap(picture);
}
