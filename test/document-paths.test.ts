import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

const ROOT = new URL('../', import.meta.url);

/** Paths from the repository's root, of files and folders. */
const FILES = [
  ...readdirSync(ROOT),
  ...['docs', 'e2e', 'public', 'src', 'test', 'tools'].flatMap((folder) =>
    readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' }).map(
      (path) => `${folder}/${path.replaceAll('\\', '/')}`,
    ),
  ),
];

/** docs/parity.md is written by a command, and is about files of another folder. */
const DOCUMENTS = FILES.filter(
  (path) => /^(?:docs\/.*|[A-Z]+)\.md$/.test(path) && path !== 'docs/parity.md',
);

const IN_BACKTICKS = /`([\w./*-]+\.(?:ts|tsx|mjs|py|css|html|json))`/g;
const LINK = /\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g;

/** What is made by a build, and not committed. */
const BUILT = new Set(['dist/index.html']);

/** A path from the root, from `src`, or the end of one. */
function exists(path: string): boolean {
  if (BUILT.has(path) || path.includes('*') || path.startsWith('NAME.')) return true;
  return FILES.some((file) => file === path || file.endsWith(`/${path}`));
}

/** A link of a document, from the root. */
function targetOf(link: string, document: string): string {
  return new URL(link, `file:///${document}`).pathname.slice(1).replace(/\/$/, '');
}

function missingIn(document: string): readonly string[] {
  const text = readFileSync(new URL(document, ROOT), 'utf8');
  const paths = [...text.matchAll(IN_BACKTICKS)].map(([, path = '']) => path);
  const links = [...text.matchAll(LINK)].map(([, link = '']) => targetOf(link, document));
  return [
    ...paths.filter((path) => !exists(path)),
    ...links.filter((path) => !FILES.includes(path)),
  ];
}

test.each(DOCUMENTS)('the files that %s names exist', (document) => {
  expect(missingIn(document)).toEqual([]);
});
