import { A, useLocation } from '@solidjs/router';
import { createSignal, For, Show } from 'solid-js';
import type { AuditEventFieldsFragment } from '../../api/generated/graphql.ts';
import { Ago } from '../../components/Ago.tsx';
import { clock, fullTime } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { actionName, targetHref, targetName } from './audit-words.ts';

/** Events as rows, on phones as cards; what else is known about one opens below it. */
export const AuditTable = (props: { events: readonly AuditEventFieldsFragment[] }) => (
  <table class="t audit">
    <caption class="sr">Audit log, newest first</caption>
    <thead>
      <tr>
        <th scope="col" class="c-at">
          Time
        </th>
        <th scope="col" class="c-actor">
          Who
        </th>
        <th scope="col" class="c-action">
          Action
        </th>
        <th scope="col" class="c-target">
          On
        </th>
        <th scope="col" class="c-outcome">
          Outcome
        </th>
        <th scope="col" class="c-do">
          <span class="sr">Details</span>
        </th>
      </tr>
    </thead>
    <tbody>
      <For each={props.events}>{(event) => <Row event={event} />}</For>
    </tbody>
  </table>
);

const Row = (props: { event: AuditEventFieldsFragment }) => {
  const [open, setOpen] = createSignal(false);
  const id = `details-${props.event.id}`;
  return (
    <>
      <tr classList={{ open: open() }}>
        <td class="c-at m">
          <Ago at={props.event.at} /> <span class="f sm clock">{clock(Date.parse(props.event.at))}</span>
        </td>
        <td class="c-actor">
          <Who event={props.event} />
        </td>
        <td class="c-action">{actionName(props.event.action)}</td>
        <td class="c-target">
          <Target event={props.event} />
        </td>
        <td class="c-outcome">
          <Outcome outcome={props.event.outcome} />
        </td>
        <td class="c-do">
          <button
            type="button"
            class="ib"
            aria-expanded={open()}
            aria-controls={open() ? id : undefined}
            aria-label={`Details of ${actionName(props.event.action)}, ${props.event.actor.label}, ${clock(Date.parse(props.event.at))}`}
            onClick={() => setOpen(!open())}
          >
            <Icon name="down" />
          </button>
        </td>
      </tr>
      <Show when={open()}>
        <tr class="details" id={id}>
          <td colspan="6">
            <Details event={props.event} />
          </td>
        </tr>
      </Show>
    </>
  );
};

/** A link to everything of theirs. */
const Who = (props: { event: AuditEventFieldsFragment }) => {
  const location = useLocation();
  const actor = () => props.event.actor;
  const id = () => actor().user?.id ?? actor().token?.id;
  const href = (): string => {
    const query = new URLSearchParams(location.search);
    query.delete('after');
    query.set('actor', id() ?? '');
    return `${location.pathname}?${query}`;
  };
  return (
    <span class="x">
      <Show when={id()} fallback={<span class="b ell">{actor().label}</span>}>
        <A class="b ell up" href={href()} title={`Only ${actor().label}`}>
          {actor().label}
        </A>
      </Show>
      <Show when={actor().kind === 'TOKEN'}>
        <Icon name="key" class="f" />
      </Show>
      <span class="m sm ell">{props.event.remoteAddress}</span>
    </span>
  );
};

const Target = (props: { event: AuditEventFieldsFragment }) => (
  <Show when={targetHref(props.event)} fallback={<span class="m">{targetName(props.event)}</span>}>
    {(href) => (
      <A class="a up" href={href()}>
        {targetName(props.event)}
      </A>
    )}
  </Show>
);

const Outcome = (props: { outcome: AuditEventFieldsFragment['outcome'] }) => (
  <Show when={props.outcome === 'REFUSED'} fallback={<span class="m">Done</span>}>
    <span class="x fail b">
      <Icon name="cancel" />
      Refused
    </span>
  </Show>
);

const Details = (props: { event: AuditEventFieldsFragment }) => (
  <dl class="kv">
    <dt>Time</dt>
    <dd>{fullTime(Date.parse(props.event.at))}</dd>
    <dt>Action</dt>
    <dd>
      <code>{props.event.action}</code>
    </dd>
    <Show when={props.event.remoteAddress}>
      <dt>From</dt>
      <dd>{props.event.remoteAddress}</dd>
    </Show>
    <Show when={props.event.subjectId}>
      <dt>On</dt>
      <dd>
        <code>{props.event.subjectId}</code>
      </dd>
    </Show>
    <For each={detailsOf(props.event.details)}>
      {([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>
            <code class="wrap">{value}</code>
          </dd>
        </>
      )}
    </For>
  </dl>
);

/** As text, whatever it is. */
const detailsOf = (details: unknown): [string, string][] =>
  Object.entries(details ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value, null, 1),
  ]);
