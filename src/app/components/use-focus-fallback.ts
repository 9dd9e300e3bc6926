import { useEffect, useRef, type ComponentProps } from 'react';

/**
 * For the whole page: if the focused control is removed, moves the focus to the first button in its
 * nearest remaining ancestor, or to that ancestor itself. A stage that has just appeared takes
 * precedence (see use-stage-arrival).
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
      line.current = []; // not called if React removes the focused element
    },
  };
}

/** The element, its ancestors, and the stages before its own, nearest first. */
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
