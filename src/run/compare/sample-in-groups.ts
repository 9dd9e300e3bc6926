import { sampleEvenly } from '../../core/plan/sample-evenly.ts';
import { GROUP_SLOTS, groupOf, type ImageList, type QueuedImage } from '../../pool/batch-queue.ts';

/** Groups of files spread a sample evenly enough if there are as many as this. */
const ENOUGH_GROUPS = 16;

/**
 * At most `count` of the images, spread evenly over them. Large samples have whole groups of slots, because a
 * run opens and reads them together: single files of many groups would take longer than in a run.
 */
export function sampleInGroups<Source>(
  images: readonly QueuedImage<Source>[],
  count: number,
): readonly QueuedImage<Source>[] {
  const groupCount = Math.ceil(count / GROUP_SLOTS);
  if (groupCount < ENOUGH_GROUPS || count >= images.length) return sampleEvenly(images, count);
  const groups = new Map<number, QueuedImage<Source>[]>();
  for (const image of images) {
    const group = groups.get(groupOf(image.slot));
    if (group === undefined) groups.set(groupOf(image.slot), [image]);
    else group.push(image);
  }
  const all = [...groups.values()];
  // groups with files that could not be opened are smaller, so that a few more may be needed
  for (let wanted = groupCount; ; wanted += 1) {
    const sample = sampleEvenly(all, wanted).flat();
    if (sample.length >= count || wanted >= all.length) return sample.slice(0, count);
  }
}

/** The same images again and again. */
export function repeated<Source>(
  images: readonly QueuedImage<Source>[],
  times: number,
): ImageList<Source> {
  return { length: images.length * times, at: (index) => images[index % images.length] };
}
