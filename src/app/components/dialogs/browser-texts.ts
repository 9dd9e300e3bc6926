import type { BrowserFacts } from '../../../core/browser-facts.ts';
import { browserName } from '../../../core/browser-name.ts';
import { amountText, bytesText } from '../quantity-text.ts';

/** Something that was found, in words: what, what of it, and what that means. */
export interface FactText {
  readonly name: string;
  readonly text: string;
  readonly note: string | null;
}

/** What a worker found in the browser, for a person who does not know the terms. */
export function browserFactTexts(
  facts: BrowserFacts,
  cores: number,
  userAgent: string,
): readonly FactText[] {
  return [
    { name: 'Browser', text: browserName(userAgent), note: null },
    { name: 'Cores', text: String(cores), note: 'so many workers are started by themselves' },
    { name: 'Memory', ...memoryText(facts) },
    { name: 'Its own decoders', ...decodersText(facts) },
    {
      name: 'Fast arithmetic',
      text: facts.hasSimd ? 'yes' : 'no',
      note: facts.hasSimd ? '(WebAssembly SIMD)' : 'without WebAssembly SIMD no row can be made',
    },
    {
      name: 'Drawing in workers',
      text: facts.hasOffscreenCanvas ? 'yes' : 'no',
      note: '(OffscreenCanvas), for what nothing else decodes',
    },
    { name: 'Storage', ...storageText(facts) },
    {
      name: 'Files of the page’s own',
      text: facts.hasOwnFiles ? 'yes' : 'no',
      note: facts.hasOwnFiles
        ? '(OPFS): rows are kept there, and outlive the page'
        : 'rows are kept in memory, and go with the page',
    },
  ];
}

function memoryText({ memoryGiB }: BrowserFacts): Omit<FactText, 'name'> {
  if (memoryGiB === null) return { text: 'not told', note: 'this browser keeps it to itself' };
  return { text: `about ${memoryGiB} GiB`, note: 'as the browser rounds it; it may be more' };
}

function decodersText({ probe }: BrowserFacts): Omit<FactText, 'name'> {
  if (!probe.hasImageDecoder) {
    return {
      text: 'not to be used',
      note: 'it has no ImageDecoder; those of this page are slower',
    };
  }
  const { results } = probe;
  const exact = results.filter(({ finding }) => finding === 'exact').length;
  const tried = amountText(results.length, 'small file');
  if (exact === results.length) return { text: 'exact', note: `all ${tried} came out as Pillow’s` };
  const others = results
    .filter(({ finding }) => finding !== 'exact')
    .map(({ format, name }) => `${format} ${name}`);
  const note = `${exact} of ${tried} came out as Pillow’s; not so ${others.join(', ')}`;
  return { text: exact === 0 ? 'not exact' : 'partly exact', note };
}

function storageText(facts: BrowserFacts): Omit<FactText, 'name'> {
  const { storageUsedBytes: used, storageQuotaBytes: quota, isStoragePersisted } = facts;
  if (used === null || quota === null) return { text: 'not told', note: null };
  const note = isStoragePersisted === true ? null : 'the browser may clear it when it runs short';
  return { text: `${bytesText(quota)}, ${bytesText(used)} used`, note };
}
