import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';

import type { Finding } from '../../../run/run-progress.ts';
import { amountText } from '../quantity-text.ts';

const ROW_HEIGHT = 60;

/** Files that failed or have a warning; only the visible ones are in the document. */
export function FindingList(props: {
  readonly findings: readonly Finding[];
  readonly count: number;
}) {
  const { findings, count } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
  });
  return (
    <div className="findings">
      <h3>{amountText(count, 'file needs', 'files need')} attention</h3>
      <div
        ref={scroller}
        className="finding-scroller"
        role="group"
        aria-label="Files that failed"
        tabIndex={0}
      >
        <ul style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => {
            const finding = findings[index];
            if (finding === undefined) return null;
            return (
              <li
                key={key}
                style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}
                aria-posinset={index + 1}
                aria-setsize={count}
              >
                <span className="finding-path one-line">
                  <bdi>{finding.path}</bdi>
                </span>
                <span className={`code ${finding.verdict}`}>{finding.code}</span>
                <span className="finding-detail one-line" title={finding.detail}>
                  {finding.detail}
                </span>
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
