/** The calls of a worker of which only these are expected; any other rejects. */
export function onlyExpect<C extends object>(expected: Partial<C>): C {
  return new Proxy(expected, {
    get: (_, name): unknown => {
      if (name in expected || name === 'then') return Reflect.get(expected, name); // no promise
      return () => Promise.reject(new Error(`${String(name)} was not expected`));
    },
  }) as C;
}
