export const WEBP = {
  id: 'webp',
  label: 'WebP',
  mediaType: 'image/webp',
  pillowName: 'WEBP',
  isExact: true,
} as const;
