/** Thumbnails of the samples that come with the page, as decoration. */
const SHOWN = [
  'sky/sunset.jpg',
  'shape/leaf.png',
  'texture/marble.png',
  'plant/flower.jpg',
  'sky/night.png',
  'shape/star.webp',
  'texture/weave.gif',
  'plant/mushroom.gif',
  'sky/clouds.webp',
  'shape/rings.png',
  'texture/plasma.jpg',
  'plant/tree.png',
];

export function SampleStrip() {
  return (
    <div className="sample-strip" aria-hidden="true">
      {SHOWN.map((path) => (
        <img key={path} src={`./samples/${path}`} alt="" width="64" height="64" loading="lazy" />
      ))}
    </div>
  );
}
