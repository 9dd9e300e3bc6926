/** For `changeDecodeWorker`: a browser that refuses AVIFs, as older ones do. */
export const WITHOUT_AVIF = `
  const decode = self.createImageBitmap;
  self.createImageBitmap = async (source, ...options) => {
    if (source.type === 'image/avif') throw new DOMException('refused', 'InvalidStateError');
    return decode(source, ...options);
  };`;
