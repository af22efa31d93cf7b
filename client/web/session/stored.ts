import { type Accessor, createSignal } from 'solid-js';

/** A signal that survives a reload. Storage may be forbidden or full: then it lasts as long as the page. */
export const createStored = <T extends string>(
  key: string,
  allowed: readonly T[],
  initial: T,
): [Accessor<T>, (value: T) => void] => {
  const [value, setValue] = createSignal<T>(allowed.find((each) => each === read(key)) ?? initial);
  return [
    value,
    (next) => {
      setValue(() => next);
      write(key, next);
    },
  ];
};

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(`fastdeploy.${key}`);
  } catch {
    return null;
  }
};

const write = (key: string, value: string): boolean => {
  try {
    localStorage.setItem(`fastdeploy.${key}`, value);
    return true;
  } catch {
    return false;
  }
};
