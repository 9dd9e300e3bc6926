/** A name for a run that no other has: letters and digits, later ones sort later. */
export function newRunId(): string {
  const random = crypto.getRandomValues(new Uint32Array(2));
  return [Date.now(), ...random].map((part) => part.toString(36)).join('-');
}
