import { type Accessor, createSignal } from 'solid-js';

const key = 'fastdeploy.folded';

/** Names of the groups somebody has folded, also after a reload. Storage may be forbidden or full: then for as long as the page. */
export const createFolded = (): [Accessor<ReadonlySet<string>>, (name: string) => void] => {
  const [folded, setFolded] = createSignal<ReadonlySet<string>>(new Set(read()));
  return [
    folded,
    (name) => {
      const next = new Set(folded());
      if (!next.delete(name)) next.add(name);
      setFolded(next);
      write([...next]);
    },
  ];
};

const read = (): string[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string') : [];
  } catch {
    return []; // forbidden, or not ours
  }
};

const write = (names: string[]): boolean => {
  try {
    localStorage.setItem(key, JSON.stringify(names));
    return true;
  } catch {
    return false;
  }
};
