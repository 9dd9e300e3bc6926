import { useEffect, useRef, type ComponentProps } from 'react';

/**
 * For the whole page: if the focused control disappears, the focus moves to what takes its
 * place, which is the first button of the smallest part around it that is still there, or else that
 * part itself. A stage that has just appeared comes first (see use-stage-arrival).
 */
export function useFocusFallback(): ComponentProps<'main'> {
  const page = useRef<HTMLElement>(null);
  const line = useRef<readonly Element[]>([]);
  useEffect(() => {
    const { current: main } = page;
    if (main === null) return undefined;
    const observer = new MutationObserver(() => {
      const [holder, ...others] = line.current;
      if (holder === undefined || holder.isConnected) return;
      line.current = [];
      if (document.activeElement === document.body) fallbackOf(others)?.focus();
    });
    observer.observe(main, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  return {
    ref: page,
    onFocus({ target }) {
      line.current = lineOf(target, page.current);
    },
    onBlur() {
      line.current = []; // React tells of no blur where it takes an element away itself
    },
  };
}

/** The element, what it is in, and the stages before its own, the nearest first. */
function lineOf(holder: Element, main: HTMLElement | null): readonly Element[] {
  const line: Element[] = [];
  let stage = holder;
  for (let at: Element | null = holder; at !== null && at !== main; at = at.parentElement) {
    line.push(at);
    stage = at;
  }
  for (let at = stage.previousElementSibling; at !== null; at = at.previousElementSibling) {
    line.push(at);
  }
  if (main !== null) line.push(main);
  return line;
}

function fallbackOf(line: readonly Element[]): HTMLElement | null {
  for (const part of line) {
    if (!part.isConnected) continue;
    const button = part.querySelector<HTMLElement>('button:enabled:not([aria-disabled="true"])');
    if (button !== null) return button;
    if (part instanceof HTMLElement && part.hasAttribute('tabindex')) return part;
  }
  return null;
}
