import { type Accessor, createSignal, type Signal } from 'solid-js';

type Stored<T extends string> = [Accessor<T>, (value: T) => void];

const prefix = 'fastdeploy.';

/**
 * A signal that survives a reload and is the same in every tab. Whoever asks for the same key has the same signal.
 * Storage may be forbidden or full: then it lasts as long as the page.
 */
export const createStored = <T extends string>(key: string, allowed: readonly T[], initial: T): Stored<T> => {
  const known = (given: string | null): T => allowed.find((each) => each === given) ?? initial;
  const [value, setValue] = signalOf(key);
  return [
    () => known(value()),
    (next) => {
      setValue(() => next);
      write(key, next);
    },
  ];
};

const signals = new Map<string, Signal<string | null>>();

const signalOf = (key: string): Signal<string | null> => {
  const signal = signals.get(key) ?? createSignal(read(key));
  signals.set(key, signal);
  return signal;
};

addEventListener('storage', ({ key, newValue }) => {
  if (key?.startsWith(prefix)) signals.get(key.slice(prefix.length))?.[1](newValue);
});

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
};

const write = (key: string, value: string): boolean => {
  try {
    localStorage.setItem(prefix + key, value);
    return true;
  } catch {
    return false;
  }
};
