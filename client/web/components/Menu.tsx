import { createEffect, createSignal, createUniqueId, Index, Match, on, Show, Switch } from 'solid-js';
import { Icon, type IconName } from './Icon.tsx';
import { findTyped, moveInMenu } from './menu-keys.ts';
import './menu.css';

export type MenuItem = { name: string; icon: IconName /** Why it cannot be chosen now. */; off?: string | null } & (
  | { kind: 'action'; run(): void }
  | { kind: 'link'; href: string }
  | { kind: 'toggle'; on: boolean; toggle(): void }
);

/** Letters within this time are one word. */
const wordMs = 500;

/**
 * A button with further actions under it. The browser's own popover closes on Escape and on a click elsewhere; the
 * keys inside are those of every menu, and the focus goes back to the button.
 */
export const Menu = (props: { name: string; items: readonly MenuItem[] }) => {
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  let list: HTMLDivElement | undefined;
  let start: 'first' | 'last' = 'first';

  const elements = (): HTMLElement[] => [...(list?.querySelectorAll<HTMLElement>('.mi') ?? [])];
  const focusAt = (index: number): void => elements().at(index)?.focus();
  const close = (): void => {
    list?.hidePopover();
    button?.focus();
  };
  const choose = (item: MenuItem): void => {
    if (item.off) return;
    close();
    if (item.kind === 'action') item.run();
    if (item.kind === 'toggle') item.toggle();
  };
  const keys = createMenuKeys({ elements, names: () => props.items.map(({ name }) => name), close });
  const openFrom = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    start = event.key === 'ArrowUp' ? 'last' : 'first';
    list?.showPopover();
  };
  // An item that is gone took the focus with it.
  createEffect(
    on(
      () => props.items.length,
      () => open() && !list?.contains(document.activeElement) && focusAt(0),
    ),
  );

  return (
    <>
      <button
        ref={(each) => {
          button = each;
          each.setAttribute('popovertarget', id);
        }}
        type="button"
        class="ib o"
        aria-label={props.name}
        title={props.name}
        aria-haspopup="menu"
        aria-expanded={open()}
        onKeyDown={openFrom}
      >
        <Icon name="more" />
      </button>
      <div
        ref={(each) => {
          list = each;
          each.setAttribute('popover', 'auto');
          each.addEventListener('beforetoggle', ({ newState }) => {
            setOpen(newState === 'open');
            if (newState === 'open' && button) placeUnder(button, each);
          });
          each.addEventListener('toggle', ({ newState }) => {
            if (newState === 'open') focusAt(start === 'last' ? -1 : 0);
            start = 'first';
          });
        }}
        id={id}
        class="menu"
        role="menu"
        tabindex="-1"
        aria-label={props.name}
        onKeyDown={keys}
      >
        <Show when={open()}>
          <Index each={props.items}>{(item) => <Item item={item()} choose={choose} />}</Index>
        </Show>
      </div>
    </>
  );
};

const Item = (props: { item: MenuItem; choose: (item: MenuItem) => void }) => {
  const choose = (): void => props.choose(props.item);
  const common = { class: 'mi', tabindex: '-1', onClick: choose } as const;
  return (
    <Switch>
      <Match when={props.item.kind === 'link' && props.item}>
        {(link) => (
          <a {...common} role="menuitem" href={link().href} rel="external">
            <Words item={link()} />
          </a>
        )}
      </Match>
      <Match when={props.item.kind === 'toggle' && props.item}>
        {(toggle) => (
          <button {...common} type="button" role="menuitemcheckbox" aria-checked={toggle().on}>
            <Words item={toggle()} />
          </button>
        )}
      </Match>
      <Match when={props.item.kind === 'action'}>
        <button {...common} type="button" role="menuitem" aria-disabled={props.item.off ? true : undefined}>
          <Words item={props.item} />
        </button>
      </Match>
    </Switch>
  );
};

const Words = (props: { item: MenuItem }) => (
  <>
    <Icon name={props.item.icon} />
    <span>
      {props.item.name}
      <Show when={props.item.off}>{(reason) => <span class="m sm why-off">{reason()}</span>}</Show>
    </span>
    <Show when={props.item.kind === 'toggle' && props.item.on}>
      <Icon name="check" class="sp" />
    </Show>
  </>
);

interface MenuKeys {
  elements: () => HTMLElement[];
  names: () => readonly string[];
  close: () => void;
}

/** What the menu takes goes no further: the page has shortcuts of the same letters. */
const createMenuKeys = ({ elements, names, close }: MenuKeys) => {
  let typed = '';
  let typedAt = 0;
  const wordWith = (letter: string, at: number): string => {
    typed = at - typedAt < wordMs ? typed + letter : letter;
    typedAt = at;
    return typed;
  };
  const target = (event: KeyboardEvent, items: HTMLElement[]): number | null => {
    const at = items.findIndex((each) => each.matches(':focus'));
    if (event.key.length > 1) return moveInMenu(event.key, at, items.length);
    return findTyped(wordWith(event.key, event.timeStamp), at, names());
  };
  return (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Tab') {
      close();
      return;
    }
    event.stopPropagation();
    if (event.key === 'Enter' || event.key === ' ') return;
    const to = target(event, elements());
    if (event.key === 'Escape') close();
    else if (to !== null) elements()[to]?.focus();
    else return;
    event.preventDefault();
  };
};

/** Under the button, its right edge at the button's. */
const placeUnder = (button: HTMLElement, list: HTMLElement): void => {
  const { bottom, right } = button.getBoundingClientRect();
  list.style.setProperty('--menu-top', `${bottom + 4}px`);
  list.style.setProperty('--menu-right', `${document.documentElement.clientWidth - right}px`);
};
