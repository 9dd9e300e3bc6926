import type { FolderListing, OnCount } from './list-folder.ts';

interface Sample {
  readonly path: string;
  readonly bytes: number;
}

/** Relative to the page, which may be served at any sub-path. */
const SAMPLES = 'samples/';

/** Lists the sample images that come with the page, as if their folder had been dropped. */
export async function listSamples(onCount: OnCount): Promise<FolderListing> {
  const samples = await (await fetched(`${SAMPLES}index.json`)).json();
  if (!Array.isArray(samples)) throw new Error('The list of samples is not an array.');
  let count = 0;
  const files = await Promise.all(
    samples.map(async ({ path }: Sample) => {
      const bytes = await (await fetched(`${SAMPLES}${path}`)).blob();
      count += 1;
      onCount(count);
      const name = path.slice(path.lastIndexOf('/') + 1);
      // a fixed time, because they never change
      return { path, source: new File([bytes], name, { lastModified: 0 }) };
    }),
  );
  return { name: 'samples', files, via: 'samples', root: Promise.resolve(null), notices: [] };
}

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be loaded (${response.status}).`);
  return response;
}
