import { useEffect, useRef, type RefObject } from 'react';

/** For a stage that has just appeared: scrolls as little as it takes to have it in view. */
export function useScrollIntoView(): RefObject<HTMLElement | null> {
  const stage = useRef<HTMLElement>(null);
  useEffect(() => {
    const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    stage.current?.scrollIntoView({ block: 'nearest', behavior: isCalm ? 'auto' : 'smooth' });
  }, []);
  return stage;
}
