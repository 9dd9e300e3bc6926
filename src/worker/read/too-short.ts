/** The error of a browser for a file that has changed since it was opened. */
export function tooShort(): DOMException {
  return new DOMException('too short', 'NotReadableError');
}
