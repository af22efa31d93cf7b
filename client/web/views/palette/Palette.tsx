import { useNavigate } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, type ParentProps, Show } from 'solid-js';
import { Icon } from '../../components/Icon.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { useStarter } from '../start/StartProvider.tsx';
import { createChosen } from './chosen.ts';
import { addressIn, type Found as FoundLine, findEntries } from './entries.ts';
import {
  createEntries,
  type Entry,
  type Goal,
  loadPalette,
  loadService,
  type ServiceActions,
  serviceActions,
} from './source.ts';
import './palette.css';

type Found = FoundLine<Entry>;

export interface PaletteProps {
  /** Pages of the navigation. */
  goals: readonly Goal[];
  onClose: () => void;
}

/** Ctrl K: finds services, runs, pages and what can be done here. A list that a text field drives (combobox). */
export const Palette = (props: PaletteProps) => {
  const navigate = useNavigate();
  const starter = useStarter();
  const client = useClient();
  const [query, setQuery] = createSignal('');
  const [service, setService] = createSignal<ServiceActions | null>(null);
  const entries = createEntries(() => props.goals, navigate);

  const found = createMemo((): Found[] => {
    const actionsOf = service();
    if (actionsOf) return findEntries(serviceActions(actionsOf, navigate, starter), query());
    const address = addressIn(query(), location.origin);
    return [...(address ? [jump(address, () => navigate(address))] : []), ...findEntries(entries(), query())];
  });
  const { index: chosen, choose, move, forget } = createChosen(found);
  createEffect(on([query, service], forget));
  void loadPalette(client);

  const take = (entry: Entry | undefined): void => {
    if (!entry) return;
    props.onClose();
    entry.run();
  };
  const open = async (name: string | null): Promise<void> => {
    const next = name === null ? null : await loadService(client, name);
    setQuery('');
    setService(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const current = found()[chosen()];
    if (step && current) move(step);
    else if (event.key === 'Enter') take(current);
    else if (event.key === 'ArrowRight' && current?.service && atEnd(event)) void open(current.service);
    else if (service() && query() === '' && ['ArrowLeft', 'Backspace', 'Escape'].includes(event.key)) void open(null);
    else return;
    event.preventDefault();
  };

  return (
    <Frame onClose={props.onClose}>
      <div class="q">
        <Icon name="search" />
        <Show when={service()}>{(each) => <span class="b nw">{each().name}</span>}</Show>
        <input
          role="combobox"
          aria-label="Search services, runs and actions"
          aria-expanded={found().length > 0}
          aria-controls="palette-list"
          aria-activedescendant={found()[chosen()] ? `p-${chosen()}` : undefined}
          aria-autocomplete="list"
          placeholder={service() ? 'What to do with it' : 'Search or jump to'}
          autocomplete="off"
          spellcheck={false}
          value={query()}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <Results found={found()} chosen={chosen()} choose={choose} take={take} />
      <footer>
        <span>
          <kbd>Enter</kbd>open
        </span>
        <span>
          <kbd>Right</kbd>actions of a service
        </span>
        <span>
          <kbd>#412</kbd>jump to a run
        </span>
      </footer>
    </Frame>
  );
};

/** The browser's own modal dialog: it keeps the focus, closes on Escape, and gives the focus back. */
const Frame = (props: ParentProps<{ onClose: () => void }>) => {
  let element: HTMLDialogElement | undefined;
  const opener = document.activeElement;
  onMount(() => {
    element?.showModal();
    element?.querySelector('input')?.focus();
  });
  onCleanup(() => {
    element?.close();
    if (opener instanceof HTMLElement) opener.focus();
  });
  return (
    <dialog
      ref={(each) => {
        element = each;
        each.setAttribute('closedby', 'any');
      }}
      class="pal"
      aria-label="Search or jump to"
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <div class="pal-box">{props.children}</div>
    </dialog>
  );
};

interface ResultsProps {
  found: readonly Found[];
  chosen: number;
  choose: (id: string) => void;
  take: (entry: Entry) => void;
}

const Results = (props: ResultsProps) => {
  const sections = createMemo(() => Map.groupBy(props.found.entries(), ([, entry]) => entry.group));
  return (
    <div id="palette-list" role="listbox" aria-label="Results">
      <For each={[...sections()]}>
        {([group, lines], section) => (
          <fieldset aria-labelledby={`p-group-${section()}`}>
            <h3 id={`p-group-${section()}`} role="presentation">
              {group}
            </h3>
            <For each={lines}>{([index, entry]) => <Line {...props} entry={entry} index={index} />}</For>
          </fieldset>
        )}
      </For>
      <Show when={props.found.length === 0}>
        <p class="none">Nothing is called that.</p>
      </Show>
    </div>
  );
};

const Line = (props: ResultsProps & { entry: Found; index: number }) => {
  const selected = () => props.chosen === props.index;
  let element: HTMLDivElement | undefined;
  createEffect(() => selected() && element?.scrollIntoView({ block: 'nearest' }));
  return (
    <div
      ref={(each) => {
        element = each;
      }}
      role="option"
      tabIndex={-1}
      id={`p-${props.index}`}
      aria-selected={selected()}
      class="line"
      onPointerMove={() => props.choose(props.entry.id)}
      onClick={() => props.take(props.entry)}
      onKeyDown={(event) => event.key === 'Enter' && props.take(props.entry)}
    >
      <Show when={props.entry.status} fallback={<Icon name={props.entry.icon} />}>
        {(status) => <StatusIcon status={status()} silent />}
      </Show>
      <span class="b ell name">
        <Marked text={props.entry.name} at={props.entry.at} />
      </span>
      <span class="m ell">{props.entry.detail}</span>
      <Show when={props.entry.keys}>
        <kbd>{props.entry.keys}</kbd>
      </Show>
      <Show when={selected() && !props.entry.keys}>
        <Icon name="enter" class="sp" />
      </Show>
    </div>
  );
};

/** The name with the letters that were typed. */
const Marked = (props: { text: string; at: readonly number[] }) => (
  <For each={[...props.text]}>{(letter, index) => (props.at.includes(index()) ? <mark>{letter}</mark> : letter)}</For>
);

const jump = (address: string, run: () => void): Found => {
  const number = /^\/deployments\/(\d+)$/.exec(address)?.[1];
  const name = number ? `Run #${number}` : `Open ${address}`;
  return { id: 'jump', group: 'Go to', name, detail: '', icon: 'right', at: [], score: Number.MAX_SAFE_INTEGER, run };
};

/** The right arrow moves the cursor first. */
const atEnd = ({ currentTarget }: KeyboardEvent): boolean =>
  currentTarget instanceof HTMLInputElement && currentTarget.selectionStart === currentTarget.value.length;
