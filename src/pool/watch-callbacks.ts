/** Whether this is a function that the other thread calls, or an object of such functions. */
export function isCallback(value: unknown): value is object {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  const members: readonly unknown[] = Object.values(value);
  return members.length > 0 && members.every((member) => typeof member === 'function');
}

/** Wraps a callback to run `heard` when it is called and when it settles. Other values pass. */
export function watchCallbacks(argument: unknown, heard: () => void): unknown {
  if (!isCallback(argument)) return argument;
  if (typeof argument === 'function') return watched(argument, heard);
  return Object.fromEntries(
    Object.entries(argument).map(([name, member]) => [name, watchCallbacks(member, heard)]),
  );
}

function watched(callback: Function, heard: () => void) {
  return (...args: readonly unknown[]): unknown => {
    heard();
    const answer: unknown = Reflect.apply(callback, undefined, args);
    return answer instanceof Promise ? answer.finally(heard) : answer;
  };
}
