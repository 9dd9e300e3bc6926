import { lazy, type ComponentType } from 'react';

/**
 * A component that is not in the page's script, which is painted without it, but fetched right after.
 * If it cannot be fetched, `Instead` is in its place; by default it says so.
 */
export function loadLater<Props extends object>(
  loading: Promise<ComponentType<Props>>,
  Instead: ComponentType<Props> = NotLoaded,
) {
  const loaded = loading.then(
    (component) => ({ default: component }),
    () => ({ default: Instead }),
  );
  return lazy<ComponentType<Props>>(() => loaded);
}

function NotLoaded() {
  return <p className="error">This part of the page could not be loaded. Reload the page.</p>;
}
