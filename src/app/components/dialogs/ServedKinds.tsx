import type { BrowserFacts, ServedKind } from '../../../core/browser-facts.ts';

/** A table of the kinds of files, with the decoder for each and whether its rows are exact. */
export function ServedKinds({ facts }: { readonly facts: BrowserFacts }) {
  const formats = [...new Set(facts.kinds.map(({ format }) => format))];
  return (
    <>
      <h3 id="kinds-heading">Decoders by kind of image</h3>
      <p className="hint">
        Exact: the row matches Pillow’s byte for byte. Approximate: it looks the same but may differ
        slightly; such rows are marked.
      </p>
      <table className="kinds" aria-labelledby="kinds-heading">
        <thead>
          <tr>
            <th scope="col">Images</th>
            <th scope="col">Decoded by</th>
            <th scope="col">Rows</th>
          </tr>
        </thead>
        {formats.map((format) => (
          <tbody key={format}>
            <tr>
              <th scope="rowgroup" colSpan={3}>
                {format}
              </th>
            </tr>
            {facts.kinds
              .filter((kind) => kind.format === format)
              .map((kind) => (
                <tr key={kind.kind}>
                  <td>{kind.kind}</td>
                  <td>{decoderText(kind.decoder)}</td>
                  <td className={kind.isExact ? '' : 'warned'}>{exactnessText(kind)}</td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </>
  );
}

/** The decoders' names in the manifest, in words; all others run in WebAssembly. */
function decoderText(decoder: string | null): string {
  if (decoder === null) return 'not supported';
  if (decoder === 'canvas') return 'the browser’s canvas';
  return `this page (${decoder})`;
}

function exactnessText({ decoder, isExact, isExactOverColour }: ServedKind): string {
  if (decoder === null) return 'none';
  if (!isExact) return 'approximate';
  return isExactOverColour ? 'exact' : 'exact; approximate over a colour';
}
