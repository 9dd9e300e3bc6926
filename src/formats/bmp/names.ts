export const BMP = {
  id: 'bmp',
  label: 'BMP',
  mediaType: 'image/bmp',
  pillowName: 'BMP',
  isExact: true,
} as const;
