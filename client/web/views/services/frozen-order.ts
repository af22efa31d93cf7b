import { type Accessor, createEffect, createMemo, createSignal } from 'solid-js';

export interface FrozenOrder<Item> {
  items: Accessor<Item[]>;
  /** The order would be another one now. */
  isStale: Accessor<boolean>;
  reorder(): void;
  /** Spread on what must not move under the pointer or the focus. */
  hold: {
    onPointerEnter(): void;
    onPointerLeave(): void;
    onFocusIn(): void;
    onFocusOut(event: FocusEvent & { currentTarget: Element }): void;
  };
}

/** Items in the order they had when somebody put pointer or focus among them; new ones at the end. Needs a Solid owner. */
export const createFrozenOrder = <Item>(fresh: Accessor<Item[]>, keyOf: (item: Item) => string): FrozenOrder<Item> => {
  const [isPointed, setPointed] = createSignal(false);
  const [isFocused, setFocused] = createSignal(false);
  const [order, setOrder] = createSignal<string[]>([]);
  const wanted = createMemo(() => fresh().map(keyOf));
  const isHeld = (): boolean => isPointed() || isFocused();

  createEffect(() => {
    if (!isHeld()) setOrder(wanted());
  });
  const items = createMemo(() => {
    const place = new Map(order().map((key, index) => [key, index]));
    const placeOf = (item: Item): number => place.get(keyOf(item)) ?? Number.MAX_SAFE_INTEGER;
    return fresh().toSorted((a, b) => placeOf(a) - placeOf(b));
  });

  return {
    items,
    isStale: () => isHeld() && items().some((item, index) => keyOf(item) !== wanted()[index]),
    reorder: () => setOrder(wanted()),
    hold: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocusIn: () => setFocused(true),
      onFocusOut: ({ currentTarget, relatedTarget }) =>
        setFocused(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)),
    },
  };
};
