/** The text of "How it works". */
export function Explanation() {
  return (
    <>
      <p>
        pixelpool lists and sorts your folder, and gives every image its position in the array
        before it decodes the first one. A pool of workers, one per core by default, then reads,
        decodes and scales the images in batches. The order in which they finish changes nothing.
      </p>
      <p>
        Every file is accounted for. If an image cannot be decoded, the manifest says why, and the
        run carries on with the others.
      </p>
      <p>
        Runs survive closing the tab, a crash, or a killed browser. Rows are saved in the browser’s
        private file system as they are made, and “Earlier runs” resumes from there, once you drop
        the folder again. If a browser has no such file system, rows are kept in memory, and the
        page says so.
      </p>
      <p>
        Nothing is uploaded. This page sends your images nowhere, and its security policy forbids it
        to contact any server but the one it came from.
      </p>
      <p>
        Rows match Pillow 12.3.0 byte for byte, and the result comes with the Python that reproduces
        them. With Turbo, they match Pillow’s <code>draft()</code>: JPEGs are decoded at 1/2, 1/4 or
        1/8 size, which skips most of the work. With <code>decode: canvas</code>, the browser itself
        decodes and scales. Browsers differ, so those rows are marked approximate.
      </p>
    </>
  );
}
