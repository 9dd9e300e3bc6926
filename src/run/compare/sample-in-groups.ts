import { sampleEvenly } from '../../core/plan/sample-evenly.ts';
import { GROUP_SLOTS, groupOf, type ImageList, type QueuedImage } from '../../pool/batch-queue.ts';

/** A sample is taken from this number of places at least. */
const PLACES = 8;

/**
 * At most `count` of the images, spread evenly over them in ranges of neighbours, up to whole groups of slots: a
 * run opens, reads and stores neighbours together, and single files would take longer than in a run.
 */
export function sampleInGroups<Source>(
  images: readonly QueuedImage<Source>[],
  count: number,
): readonly QueuedImage<Source>[] {
  const each = Math.min(GROUP_SLOTS, Math.floor(count / PLACES));
  if (each < 2 || count >= images.length) return sampleEvenly(images, count);
  const groups = new Map<number, QueuedImage<Source>[]>();
  for (const image of images) {
    const group = groups.get(groupOf(image.slot));
    if (group === undefined) groups.set(groupOf(image.slot), [image]);
    else group.push(image);
  }
  const ranges = [...groups.values()].map((group) => group.slice(0, each));
  // there may be too few ranges, and those of files that could not be opened are shorter
  for (let wanted = Math.ceil(count / each); wanted <= ranges.length; wanted += 1) {
    const sample = sampleEvenly(ranges, wanted).flat();
    if (sample.length >= count) return sample.slice(0, count);
  }
  return sampleEvenly(images, count);
}

/** The same images again and again. */
export function repeated<Source>(
  images: readonly QueuedImage<Source>[],
  times: number,
): ImageList<Source> {
  return { length: images.length * times, at: (index) => images[index % images.length] };
}
