export const AVIF = {
  id: 'avif',
  label: 'AVIF',
  mediaType: 'image/avif',
  pillowName: 'AVIF',
  isExact: false,
} as const;
