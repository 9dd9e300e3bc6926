/** A parameter of the page's URL, or null. */
export function readParameter(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}

/** The names of all parameters of the page's URL, each once. */
export function parameterNames(): readonly string[] {
  return [...new Set(new URLSearchParams(location.search).keys())];
}

/** Replaces the parameters in the page's URL, without a new history entry. */
export function showParameters(texts: readonly (readonly [string, string])[]): void {
  const query = new URLSearchParams(texts.map(([name, text]) => [name, text])).toString();
  const address = `${location.pathname}${query === '' ? '' : `?${query}`}${location.hash}`;
  history.replaceState(history.state, '', address);
}
