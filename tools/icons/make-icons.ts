// Draws the icons of the installed page from public/icon.svg: `npm run icons`, after it has changed.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { launchBrowser } from '../drive/launch-browser.ts';

const folder = fileURLToPath(new URL('../../public/', import.meta.url));

interface Icon {
  readonly name: string;
  readonly size: number;
  /**
   * Whether the ground reaches the edges: systems cut a shape of their own from such an icon, and at
   * least the circle of four fifths of its size is left, which has all squares in it.
   */
  readonly isFull: boolean;
}

const ICONS: readonly Icon[] = [
  { name: 'icon-192.png', size: 192, isFull: false },
  { name: 'icon-512.png', size: 512, isFull: false },
  { name: 'icon-maskable-512.png', size: 512, isFull: true },
  // iOS rounds the corners itself
  { name: 'apple-touch-icon.png', size: 180, isFull: true },
];

function pageOf(svg: string, { size, isFull }: Icon): string {
  const ground = isFull ? (/<rect[^>]*fill="(#\w+)"/.exec(svg)?.[1] ?? '') : 'transparent';
  return `<style>
    body { margin: 0; background: ${ground}; }
    svg { display: block; width: ${size}px; height: ${size}px; }
  </style>${svg}`;
}

const svg = await readFile(`${folder}icon.svg`, 'utf8');
const browser = await launchBrowser();
try {
  for (const icon of ICONS) {
    const { size } = icon;
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(pageOf(svg, icon));
    await writeFile(folder + icon.name, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
