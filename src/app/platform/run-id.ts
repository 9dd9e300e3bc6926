/** A unique id for a run: base-36 numbers joined by hyphens, sorted by time of creation. */
export function newRunId(): string {
  const random = crypto.getRandomValues(new Uint32Array(2));
  return [Date.now(), ...random].map((part) => part.toString(36)).join('-');
}
