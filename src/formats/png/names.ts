export const PNG = {
  id: 'png',
  label: 'PNG',
  mediaType: 'image/png',
  pillowName: 'PNG',
  isExact: true,
} as const;
