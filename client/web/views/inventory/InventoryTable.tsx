import { A } from '@solidjs/router';
import { createMemo, For, Match, Show, Switch } from 'solid-js';
import type { LiveFieldsFragment } from '../../api/generated/graphql.ts';
import { Ago } from '../../components/Ago.tsx';
import { Icon } from '../../components/Icon.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { deploymentStatus } from '../../components/status.ts';
import { whyNever } from '../start/start.ts';
import type { Cell, Difference, Row } from './inventory.ts';

/** A row for each thing, a column for each environment; on phones one block for each thing. */
export const InventoryTable = (props: { rows: Row[]; environments: string[] }) => {
  const byKey = createMemo(() => new Map(props.rows.map((row) => [row.key, row])));
  return (
    <div class="inv-scroll">
      <table class="t inv" style={{ '--columns': props.environments.length }}>
        <caption class="sr">Live versions by environment</caption>
        <thead>
          <tr>
            <th scope="col" class="c-name">
              Service
            </th>
            <For each={props.environments}>
              {(each) => (
                <th scope="col" class="c-env-col">
                  {columnName(each)}
                </th>
              )}
            </For>
            <th scope="col" class="c-difference r">
              Difference
            </th>
          </tr>
        </thead>
        <tbody>
          {/* By key, so that a row that changes keeps its elements, and with them the focus. */}
          <For each={[...byKey().keys()]}>
            {(key) => (
              <Show when={byKey().get(key)}>
                {(row) => <InventoryRow row={row()} environments={props.environments} />}
              </Show>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
};

const columnName = (environment: string): string =>
  environment === '' ? 'No environment' : environment.charAt(0).toUpperCase() + environment.slice(1);

const InventoryRow = (props: { row: Row; environments: string[] }) => (
  <tr data-row={props.row.name}>
    <td class="c-name b">
      <Show when={onlyService(props.row)} fallback={<span class="ell">{props.row.name}</span>}>
        {(name) => (
          <A class="name" href={`/services/${name()}`}>
            {props.row.name}
          </A>
        )}
      </Show>
    </td>
    <For each={props.environments}>
      {(environment) => (
        <td
          class="c-cell"
          classList={{ hm: environment === '' && !props.row.cells.has('') }}
          data-environment={environment}
        >
          <span class="where om">{columnName(environment)}</span>
          <Show when={props.row.cells.get(environment)} fallback={<span class="f">–</span>}>
            {(cell) => <LiveCell cell={cell()} isNamed={onlyService(props.row) === null} />}
          </Show>
        </td>
      )}
    </For>
    <td class="c-difference m r">
      <DifferenceCell difference={props.row.difference} />
    </td>
  </tr>
);

/** The one service of a row; null where each environment has its own. */
const onlyService = (row: Row): string | null => {
  const [first, second] = [...row.cells.values()];
  return second === undefined ? (first?.service.name ?? null) : null;
};

const LiveCell = (props: { cell: Cell; isNamed: boolean }) => (
  <Show
    when={props.cell.live.length > 0}
    fallback={
      <A class="never m sm" href={`/services/${props.cell.service.name}`}>
        never succeeded
      </A>
    }
  >
    <For each={props.cell.live.map((live) => live.key)}>
      {(key) => (
        <Show when={props.cell.live.find((live) => live.key === key)}>
          {(live) => <Live live={live()} service={props.isNamed ? props.cell.service.name : null} />}
        </Show>
      )}
    </For>
  </Show>
);

const Live = (props: { live: LiveFieldsFragment; service: string | null }) => (
  <div class="live-cell" data-key={props.live.key}>
    <Show when={props.live.key !== props.live.serviceName}>
      <span class="key sm m ell">{props.live.key}</span>
    </Show>
    <span class="vv">
      <span class="ok hm">
        <Icon name="ok" />
      </span>
      <A class="v b ell" href={`/deployments/${props.live.deploymentNumber}`} title={props.live.version ?? undefined}>
        {props.live.version ?? `#${props.live.deploymentNumber}`}
        <span class="sr"> live</span>
      </A>
      <span class="m sm">
        <Ago at={props.live.deployedAt} />
        <span class="om">{props.live.version && ` #${props.live.deploymentNumber}`}</span>
      </span>
      <Show when={props.live.siteUrl}>
        {(url) => (
          <a class="site m" href={url()} rel="noreferrer" title={url()}>
            <Icon name="external" />
            <span class="sr">Open {props.live.key}</span>
          </a>
        )}
      </Show>
    </span>
    <Show
      when={props.live.failedAttempt}
      fallback={<Origin number={props.live.version && props.live.deploymentNumber} service={props.service} />}
    >
      {(attempt) => <Attempt attempt={attempt()} />}
    </Show>
  </div>
);

/** Where it came from; on phones the version leads there. */
const Origin = (props: { number: number | '' | null; service: string | null }) => (
  <Show when={props.number || props.service}>
    <span class="l2 m hm">
      <Show when={props.number}>{(number) => <A href={`/deployments/${number()}`}>#{number()}</A>}</Show>
      <Show when={props.service}>
        {(name) => (
          <A class="ell" href={`/services/${name()}`}>
            {name()}
          </A>
        )}
      </Show>
    </span>
  </Show>
);

const Attempt = (props: { attempt: NonNullable<LiveFieldsFragment['failedAttempt']> }) => {
  const status = () => deploymentStatus[props.attempt.state];
  return (
    <span class="l2 m">
      <A
        class="attempt x"
        classList={{ [status().tone]: status().alarming }}
        href={`/deployments/${props.attempt.number}`}
        data-attempt={props.attempt.number}
      >
        <StatusIcon status={status()} silent />
        <span class="ell">
          {props.attempt.version} {status().word.toLowerCase()}{' '}
          <Ago at={props.attempt.finishedAt ?? props.attempt.createdAt} /> #{props.attempt.number}
        </span>
      </A>
    </span>
  );
};

const DifferenceCell = (props: { difference: Difference }) => {
  const promoted = () => (props.difference.kind === 'promote' ? props.difference : null);
  return (
    <Switch>
      <Match when={props.difference.kind === 'same'}>Same</Match>
      <Match when={props.difference.kind === 'differs'}>
        <span title="No version_parameter in config.json says how to ask for a version.">Differs</span>
      </Match>
      <Match when={promoted()}>{(difference) => <Promote difference={difference()} />}</Match>
    </Switch>
  );
};

/** Leads to the form of the target with the version filled in; nothing starts by itself. */
const Promote = (props: { difference: Extract<Difference, { kind: 'promote' }> }) => {
  const target = () => props.difference.target;
  const off = () => whyNever(target());
  const form = (): string => {
    const values = Object.entries(props.difference.parameters).map(([name, value]) => [`in.${name}`, String(value)]);
    return `/services/${encodeURIComponent(target().name)}/deploy?${new URLSearchParams(values)}`;
  };
  return (
    <Show
      when={off() === null}
      fallback={
        <button type="button" class="btn q" aria-disabled="true" title={off() ?? ''}>
          Promote {props.difference.version}
        </button>
      }
    >
      <A class="btn q" href={form()} title={`Deploy ${props.difference.version} with ${target().name}`}>
        Promote {props.difference.version}
      </A>
    </Show>
  );
};
