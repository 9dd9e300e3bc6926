/** A function by which the other thread calls back, or an object that has nothing but those. */
export function isCallback(value: unknown): value is object {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  const members: readonly unknown[] = Object.values(value);
  return members.length > 0 && members.every((member) => typeof member === 'function');
}

/** The same argument; if it is a callback, `heard` is called whenever it is called, and is done. */
export function withSignsOfLife(argument: unknown, heard: () => void): unknown {
  if (!isCallback(argument)) return argument;
  if (typeof argument === 'function') return signalling(argument, heard);
  return Object.fromEntries(
    Object.entries(argument).map(([name, member]) => [name, withSignsOfLife(member, heard)]),
  );
}

function signalling(callback: Function, heard: () => void) {
  return (...args: readonly unknown[]): unknown => {
    heard();
    const answer: unknown = Reflect.apply(callback, undefined, args);
    return answer instanceof Promise ? answer.finally(heard) : answer;
  };
}
