import { lazy, useState, type ComponentType } from 'react';

/**
 * A component that is not in the page's script, which is painted without it, but fetched right after. Once it
 * is there, it is rendered at once. If it cannot be fetched, `Instead` is in its place; by default it says so.
 */
export function loadLater<Props extends object>(
  loading: Promise<ComponentType<Props>>,
  Instead: ComponentType<Props> = NotLoaded,
) {
  const loaded = orInstead(loading, Instead);
  const Lazy = lazy<ComponentType<Props>>(() => loaded);
  let Loaded: ComponentType<Props> | null = null;
  void loaded.then((part) => {
    Loaded = part.default;
  });
  return function Later(props: Props) {
    // a lazy component shows its fallback first, even if it is there; it must not change while it is shown
    const [Part] = useState(() => Loaded ?? Lazy);
    return <Part {...props} />;
  };
}

/** The same, but it is fetched only when it is shown for the first time. */
export function loadOnUse<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy<ComponentType<Props>>(() => orInstead(load(), NotLoaded));
}

function orInstead<Props extends object>(
  loading: Promise<ComponentType<Props>>,
  Instead: ComponentType<Props>,
): Promise<{ readonly default: ComponentType<Props> }> {
  return loading.then(
    (component) => ({ default: component }),
    () => ({ default: Instead }),
  );
}

function NotLoaded() {
  return <p className="error">This part of the page could not be loaded. Reload the page.</p>;
}
