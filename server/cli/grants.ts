import type { Grant } from './user-documents.ts';

/** `--grant shop-*`, `--grant @production`, `--grant shop-*@production`. Null when there is none. */
export function readGrants(given: readonly string[] = []): Grant[] | null {
  if (given.length === 0) return null;
  return given.map((text) => {
    const [service = '', environment = ''] = text.split('@', 2);
    return { service: service || null, environment: environment || null };
  });
}
