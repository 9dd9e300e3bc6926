import type { BrowserFacts } from '../../../core/browser-facts.ts';
import { browserName } from '../../../core/browser-name.ts';
import { bytesText } from '../quantity-text.ts';

/** A capability in words: its name, its value, and its meaning. */
export interface FactText {
  readonly name: string;
  readonly text: string;
  readonly note: string | null;
}

/** The browser's capabilities, explained for people who do not know the terms. */
export function browserFactTexts(
  facts: BrowserFacts,
  cores: number,
  userAgent: string,
): readonly FactText[] {
  return [
    { name: 'Browser', text: browserName(userAgent), note: null },
    { name: 'Cores', text: String(cores), note: 'one worker per core by default' },
    { name: 'Memory', ...memoryText(facts) },
    {
      name: 'Fast arithmetic',
      text: facts.hasSimd ? 'yes' : 'no',
      note: facts.hasSimd ? '(WebAssembly SIMD)' : 'rows cannot be made without WebAssembly SIMD',
    },
    {
      name: 'Drawing in workers',
      text: facts.hasOffscreenCanvas ? 'yes' : 'no',
      note: '(OffscreenCanvas), used if no other decoder fits',
    },
    { name: 'Storage', ...storageText(facts) },
    {
      name: 'Private file system (OPFS)',
      text: facts.hasOwnFiles ? 'yes' : 'no',
      note: facts.hasOwnFiles
        ? 'rows are saved there and survive closing the tab'
        : 'rows are kept in memory and lost with the tab',
    },
  ];
}

function memoryText({ memoryGiB }: BrowserFacts): Omit<FactText, 'name'> {
  if (memoryGiB === null) return { text: 'unknown', note: 'this browser does not say' };
  return { text: `about ${memoryGiB} GiB`, note: 'as rounded by the browser; it may be more' };
}

function storageText(facts: BrowserFacts): Omit<FactText, 'name'> {
  const { storageUsedBytes: used, storageQuotaBytes: quota, isStoragePersisted } = facts;
  if (used === null || quota === null) return { text: 'unknown', note: null };
  const note =
    isStoragePersisted === true ? null : 'the browser may clear it if disk space runs low';
  return { text: `${bytesText(quota)}, ${bytesText(used)} used`, note };
}
