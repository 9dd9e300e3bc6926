export const JPEG = {
  id: 'jpeg',
  label: 'JPEG',
  mediaType: 'image/jpeg',
  pillowName: 'JPEG',
  isExact: true,
} as const;
