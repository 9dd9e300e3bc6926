// what Windows refuses, control characters, halves of surrogate pairs, and the marks that turn the
// direction of text around
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const MAX_LENGTH = 100;

/** A folder's name as the beginning of a file's name that every system can save; never empty. */
export function safeFileName(name: string): string {
  const safe = name.replace(UNSAFE, '_').replace(/^[. ]+|[. ]+$/g, '');
  return Array.from(safe).slice(0, MAX_LENGTH).join('') || 'images';
}
