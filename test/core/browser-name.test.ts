import { expect, it } from 'vitest';

import { browserName } from '../../src/core/browser-name.ts';

const APPLE = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit';

it('A8 a browser is named by its user agent string, even if that claims to be other browsers too', () => {
  const names: Readonly<Record<string, string>> = {
    [`${APPLE}/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36`]: 'Chrome 156',
    [`${APPLE}/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.1.2`]:
      'Edge 156',
    [`${APPLE}/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15`]: 'Safari 17',
    'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0': 'Firefox 153',
    'curl/8': 'an unknown browser',
  };
  for (const [userAgent, name] of Object.entries(names)) expect(browserName(userAgent)).toBe(name);
});
