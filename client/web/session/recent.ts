import { createSignal } from 'solid-js';

export interface Visit {
  href: string;
  name: string;
}

const key = 'fastdeploy.recent';
const most = 8;

const [recent, setRecent] = createSignal<readonly Visit[]>(read());

/** Services and runs that were looked at in this browser, the latest first. */
export { recent };

/** Keeps a page in mind; only services and runs are worth it. */
export const remember = (visit: Visit): void => {
  if (!/^\/(services|deployments)\/[^/]+$/.test(visit.href)) return;
  if (recent()[0]?.href === visit.href && recent()[0]?.name === visit.name) return;
  keep([visit, ...recent().filter((each) => each.href !== visit.href)].slice(0, most));
};

/** Who signs out leaves no names behind. */
export const forgetRecent = (): void => keep([]);

const keep = (visits: readonly Visit[]): void => {
  setRecent(visits);
  try {
    localStorage.setItem(key, JSON.stringify(visits));
  } catch {
    // storage may be forbidden or full: then the list lasts as long as the page
  }
};

function read(): readonly Visit[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isVisit).slice(0, most) : [];
  } catch {
    return [];
  }
}

function isVisit(value: unknown): value is Visit {
  if (typeof value !== 'object' || value === null || !('href' in value) || !('name' in value)) return false;
  return typeof value.href === 'string' && value.href.startsWith('/') && typeof value.name === 'string';
}
