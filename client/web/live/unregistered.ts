import type { Client } from '@urql/core';
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { UnregisteredDirectoriesDocument, type UnregisteredFieldsFragment } from '../api/generated/graphql.ts';

export interface Unregistered {
  /** Null: not read yet, or the viewer may not register a service. */
  unregistered: Accessor<UnregisteredFieldsFragment | null>;
  /** What the query of the page answered. */
  setUnregistered: (found: UnregisteredFieldsFragment | null) => void;
  lookAgain: () => Promise<void>;
}

/**
 * What cannot be a service. No event tells of it, so it is looked at again when somebody comes back to the page, and when
 * a service comes or goes: often it is the same directory under another name. Needs a Solid owner.
 */
export const createUnregistered = (client: Client, countOfServices: Accessor<number>): Unregistered => {
  const [unregistered, setUnregistered] = createSignal<UnregisteredFieldsFragment | null>(null);
  const lookAgain = async (): Promise<void> => {
    if (unregistered() === null) return;
    const { data } = await client.query(UnregisteredDirectoriesDocument.toString(), {}).toPromise();
    if (data) setUnregistered(data.dashboard.unregistered);
  };
  const comeBack = (): void => void (document.visibilityState === 'visible' && lookAgain());

  createEffect(on(countOfServices, () => void lookAgain(), { defer: true }));
  document.addEventListener('visibilitychange', comeBack);
  onCleanup(() => document.removeEventListener('visibilitychange', comeBack));
  return { unregistered, setUnregistered, lookAgain };
};
