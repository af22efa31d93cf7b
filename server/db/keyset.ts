import { InvalidInputError } from '../errors.ts';

/** A page as a connection's arguments ask for it; cursors are opaque to the client and plain keys here. */
export type PageInput = {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
};

export type Page<T> = { items: T[]; hasNextPage: boolean; hasPreviousPage: boolean };

/** What to read: `limit` is one more than the page, to know whether there is more. */
export type Keyset<Key = string> = {
  size: number;
  limit: number;
  backwards: boolean;
  after: Key | null;
  before: Key | null;
};

export const defaultPageSize = 20;

/** Checks a page's arguments. No OFFSET and no counting: a page starts at a key. */
export function keysetOf(page: PageInput, maxSize: number): Keyset {
  const backwards = page.last != null;
  if (backwards && page.first != null) refuse('last', 'give first or last, not both');
  const size = (backwards ? page.last : page.first) ?? defaultPageSize;
  if (size < 0 || size > maxSize) refuse(backwards ? 'last' : 'first', `must be from 0 to ${maxSize}, got ${size}`);
  return { size, limit: size + 1, backwards, after: page.after ?? null, before: page.before ?? null };
}

/** The same where the keys are numbers. */
export function numericKeysetOf(page: PageInput, maxSize: number): Keyset<number> {
  const { after, before, ...same } = keysetOf(page, maxSize);
  return { ...same, after: numberIn('after', after), before: numberIn('before', before) };
}

function numberIn(argument: string, cursor: string | null): number | null {
  if (cursor !== null && !/^\d{1,15}$/.test(cursor)) refuse(argument, 'is no cursor of this list');
  return cursor === null ? null : Number(cursor);
}

function refuse(argument: string, message: string): never {
  throw new InvalidInputError([{ path: [argument], message }]);
}

/** Makes the page out of the rows read in the keyset's direction. */
export function pageOf<T>(rows: T[], keyset: Keyset<unknown>): Page<T> {
  const more = rows.length > keyset.size;
  const items = rows.slice(0, keyset.size);
  if (keyset.backwards) items.reverse();
  return {
    items,
    hasNextPage: keyset.backwards ? keyset.before !== null : more,
    hasPreviousPage: keyset.backwards ? more : keyset.after !== null,
  };
}
