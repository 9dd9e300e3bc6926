import { expect, test } from 'vitest';

import { droppedKind } from '../../../../src/app/platform/files/dropped-kind.ts';

/** A drop or a paste with these items and texts, as browsers pass it on. */
function transferOf(
  files: readonly ('entry' | 'file')[],
  texts: Readonly<Record<string, string>> = {},
): DataTransfer {
  const items = [
    ...Object.keys(texts).map((type) => ({ kind: 'string', type })),
    ...files.map((kind) => ({
      kind: 'file',
      webkitGetAsEntry: () => (kind === 'entry' ? {} : null),
    })),
  ];
  return { items, getData: (type: string) => texts[type] ?? '' } as unknown as DataTransfer;
}

const URL_LIST = 'text/uri-list';
const HTML = 'text/html';

test.each([
  ['a folder', transferOf(['entry']), 'files'],
  ['a folder, and its address', transferOf(['entry'], { [URL_LIST]: 'file:///photos' }), 'files'],
  ['a pasted screenshot', transferOf(['file']), 'files'],
  [
    'pasted files',
    transferOf(['file'], { [URL_LIST]: 'file:///a.jpg', 'text/plain': 'a' }),
    'files',
  ],
  [
    'an image of a page, with its bytes',
    transferOf(['file'], { [URL_LIST]: 'https://a/b.jpg' }),
    'picture',
  ],
  [
    'a copied image of a page',
    transferOf(['file'], { [HTML]: '<img src="https://a/b.jpg">' }),
    'picture',
  ],
  [
    'an image of a page, by its address',
    transferOf([], { [URL_LIST]: 'https://a', [HTML]: '<IMG src=x>' }),
    'picture',
  ],
  [
    'a link',
    transferOf([], { [URL_LIST]: 'https://a', [HTML]: '<a href="https://a">a</a>' }),
    'link',
  ],
  ['marked text', transferOf([], { 'text/plain': 'imgs', [HTML]: '<b>imgs</b>' }), 'text'],
  ['text without marks', transferOf([], { 'text/plain': 'cats' }), 'text'],
  ['nothing', transferOf([]), 'files'],
] as const)('L13 %s', (_, transfer, kind) => {
  expect(droppedKind(transfer)).toBe(kind);
});
