export const GIF = {
  id: 'gif',
  label: 'GIF',
  mediaType: 'image/gif',
  pillowName: 'GIF',
  isExact: true,
} as const;
