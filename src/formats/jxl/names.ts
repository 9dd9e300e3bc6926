export const JXL = {
  id: 'jxl',
  label: 'JPEG XL',
  mediaType: 'image/jxl',
  pillowName: null,
  isExact: false,
} as const;
