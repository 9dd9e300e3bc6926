import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * For a stage that has just appeared: scrolls it into view as little as possible, and focuses it if
 * the focused control is gone or disabled.
 */
export function useStageArrival(): RefObject<HTMLElement | null> {
  const arrived = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const stage = arrived.current;
    const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    stage?.scrollIntoView({ block: 'nearest', behavior: isCalm ? 'auto' : 'smooth' });
    const { activeElement } = document;
    const isLost = activeElement === null || activeElement.matches('body, :disabled');
    if (isLost) stage?.focus({ preventScroll: true });
  }, []);
  return arrived;
}
