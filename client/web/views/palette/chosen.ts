import { type Accessor, createMemo, createSignal } from 'solid-js';
import { bestOf } from './entries.ts';

interface Choosable {
  id: string;
  score: number;
}

export interface Chosen {
  /** The line that Enter takes. */
  index: Accessor<number>;
  choose(id: string): void;
  /** Up or down, around the ends. */
  move(by: number): void;
  /** Nothing is chosen any more: the best line is meant. */
  forget(): void;
}

/** Until somebody chooses, the best line; from then on that one, wherever answers that arrive move it. */
export const createChosen = (found: Accessor<readonly Choosable[]>): Chosen => {
  const [id, setId] = createSignal<string | null>(null);
  const index = createMemo(() => {
    const at = found().findIndex((each) => each.id === id());
    return at === -1 ? bestOf(found()) : at;
  });
  return {
    index,
    choose: setId,
    move: (by) => setId(found().at((index() + by) % found().length)?.id ?? null),
    forget: () => setId(null),
  };
};
