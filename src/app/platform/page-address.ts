/** One parameter of the page's address, or null. */
export function readParameter(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}

/** Puts these parameters, and no others, into the page's address; history stays as it is. */
export function showParameters(texts: readonly (readonly [string, string])[]): void {
  const query = new URLSearchParams(texts.map(([name, text]) => [name, text])).toString();
  const address = `${location.pathname}${query === '' ? '' : `?${query}`}${location.hash}`;
  history.replaceState(history.state, '', address);
}
