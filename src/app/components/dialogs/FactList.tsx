import type { BrowserFacts } from '../../../core/browser-facts.ts';
import { useSlice } from '../session-context.ts';
import { browserFactTexts } from './browser-texts.ts';
import { ServedKinds } from './ServedKinds.tsx';

/** The capabilities of this browser, and the decoders used for each kind of image. */
export function FactList({ facts }: { readonly facts: BrowserFacts }) {
  const cores = useSlice((state) => state.cores);
  const userAgent = useSlice((state) => state.userAgent);
  return (
    <>
      <dl className="about-facts">
        {browserFactTexts(facts, cores, userAgent).map(({ name, text, note }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <b>{text}</b>
              {note !== null && <span className="hint"> {note}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <ServedKinds facts={facts} />
    </>
  );
}
