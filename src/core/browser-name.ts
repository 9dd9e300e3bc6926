/**
 * The names of browsers in user agent strings. Names that other browsers claim as well come last.
 */
const NAMES: readonly (readonly [token: string, name: string])[] = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['HeadlessChrome', 'Chromium (headless)'],
  ['Chromium', 'Chromium'],
  ['CriOS', 'Chrome on iOS'],
  ['Chrome', 'Chrome'],
  ['FxiOS', 'Firefox on iOS'],
  ['Firefox', 'Firefox'],
  ['Version', 'Safari'],
];

/** Name and major version of a browser by its user agent string: `Firefox 153`. */
export function browserName(userAgent: string): string {
  for (const [token, name] of NAMES) {
    const version = new RegExp(`\\b${token}/(\\d+)`).exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return 'an unknown browser';
}
