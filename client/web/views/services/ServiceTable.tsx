import { A } from '@solidjs/router';
import { createMemo, For, Show } from 'solid-js';
import type { ActiveRunFieldsFragment, ServiceFieldsFragment } from '../../api/generated/graphql.ts';
import { Ago } from '../../components/Ago.tsx';
import { duration } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { PaceBadge } from '../../components/PaceBadge.tsx';
import { Sparkline } from '../../components/Sparkline.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { deploymentStatus, resultWords, type Status } from '../../components/status.ts';
import { DeployButton } from '../start/DeployButton.tsx';
import { groupWords, inGroups } from './dashboard.ts';
import { createFolded } from './folded.ts';

const neverStatus: Status = { word: 'Never deployed', icon: 'skip', tone: 'wait', alarming: false };
const problemStatus: Status = { word: 'Problem', icon: 'warn', tone: 'warn', alarming: true };

const statusOf = (service: ServiceFieldsFragment): Status => {
  if (service.state === 'INVALID') return problemStatus;
  return service.latestDeployment ? deploymentStatus[service.latestDeployment.state] : neverStatus;
};

interface ServiceTableProps {
  services: ServiceFieldsFragment[];
  unfinished: ActiveRunFieldsFragment[];
  /** Under the headings of their groups, which can be folded. */
  grouped: boolean;
  /** Somebody looks for something: no group hides it. */
  unfold: boolean;
}

const columns = 9;

/** One row a service: last result, when, how long, the last 20 runs, Deploy. On phones a row is one target. */
export const ServiceTable = (props: ServiceTableProps) => {
  const [folded, fold] = createFolded();
  const groups = createMemo(() => inGroups(props.services, props.grouped));
  const names = createMemo(() => groups().map((group) => group.name));
  return (
    <table class="t services">
      <caption class="sr">Services and their last result</caption>
      <thead>
        <tr>
          <th scope="col" class="c-name">
            Service
          </th>
          <th scope="col" class="c-env">
            Environment
          </th>
          <th scope="col" class="c-result">
            Last result
          </th>
          <th scope="col" class="c-version">
            Version
          </th>
          <th scope="col" class="c-when">
            When
          </th>
          <th scope="col" class="c-took r nl">
            Took
          </th>
          <th scope="col" class="c-runs">
            Last 20 runs
          </th>
          <th scope="col" class="c-30 r nl">
            30 d<span class="f30">failed</span>
          </th>
          <th scope="col" class="c-do">
            <span class="sr">Actions</span>
          </th>
        </tr>
      </thead>
      <For each={names()}>
        {(name) => (
          <Members
            name={name}
            services={groups().find((group) => group.name === name)?.services ?? []}
            unfinished={props.unfinished}
            grouped={props.grouped}
            folded={props.grouped && !props.unfold && folded().has(name ?? '')}
            toggle={() => fold(name ?? '')}
          />
        )}
      </For>
    </table>
  );
};

interface MembersProps {
  name: string | null;
  services: ServiceFieldsFragment[];
  unfinished: ActiveRunFieldsFragment[];
  grouped: boolean;
  folded: boolean;
  toggle: () => void;
}

const Members = (props: MembersProps) => (
  <tbody>
    <Show when={props.grouped}>
      <tr class="group">
        <th colspan={columns} scope="rowgroup">
          <button type="button" aria-expanded={!props.folded} onClick={() => props.toggle()}>
            <Icon name={props.folded ? 'right' : 'down'} />
            {props.name ?? 'Other'} <span class="m">{groupWords(props.services)}</span>
          </button>
        </th>
      </tr>
    </Show>
    <Show when={!props.folded}>
      <For each={props.services}>
        {(service) => <ServiceRow service={service} running={runningOf(service, props.unfinished)} />}
      </For>
    </Show>
  </tbody>
);

const runningOf = (service: ServiceFieldsFragment, unfinished: readonly ActiveRunFieldsFragment[]) =>
  unfinished.find((run) => run.service.name === service.name && run.state !== 'QUEUED');

/** Its links are plain ones: the router follows them as well, and does not ask of hundreds whether they are the current page. */
const ServiceRow = (props: { service: ServiceFieldsFragment; running: ActiveRunFieldsFragment | undefined }) => {
  const run = () => props.service.latestDeployment;
  const broken = () => props.service.state === 'INVALID';
  return (
    <tr data-service={props.service.name} classList={{ pb: broken() }}>
      <td class="c-name b">
        <a class="x rl" href={`/services/${props.service.name}`}>
          <span class="om">
            <StatusIcon status={statusOf(props.service)} />
          </span>
          <span class="ell">{props.service.name}</span>
        </a>
      </td>
      <td class="c-env m">{props.service.environment}</td>
      <Show when={!broken()} fallback={<ProblemCells service={props.service} />}>
        <td class="c-result">
          <ResultCell service={props.service} />
          <Show when={props.running}>{(active) => <PaceBadge run={active()} />}</Show>
        </td>
        <td class="c-version">{run()?.version}</td>
        <td class="c-when m">
          <Show when={run()}>
            {(latest) => <Ago at={latest().finishedAt ?? latest().startedAt ?? latest().createdAt} />}
          </Show>
        </td>
      </Show>
      <td class="c-took m r nl">{run()?.durationMs == null ? '' : duration(run()?.durationMs ?? 0)}</td>
      <td class="c-runs">
        <Show when={props.service.recentRuns.length > 0}>
          <a class="up x" href={`/deployments?service=${props.service.name}`}>
            <Sparkline runs={props.service.recentRuns} />
          </a>
        </Show>
      </td>
      <td class="c-30 r m nl">
        <Show when={props.service.stats.deployments > 0}>
          {props.service.stats.deployments}
          <span class="f30 f">{failedShare(props.service)} %</span>
        </Show>
      </td>
      <td class="c-do r">
        <DeployButton service={props.service} compact />
      </td>
    </tr>
  );
};

const ResultCell = (props: { service: ServiceFieldsFragment }) => {
  const status = () => statusOf(props.service);
  const words = () => (props.service.latestDeployment ? resultWords(props.service.latestDeployment) : status().word);
  return (
    <>
      <span class="x hm">
        <StatusIcon status={status()} silent />
        <span class="ell" classList={{ b: status().alarming, [status().tone]: status().alarming }}>
          {words()}
        </span>
      </span>
      <span class="om m ell">
        <span classList={{ [status().tone]: status().alarming }}>{words()}</span>
        <Show when={props.service.latestDeployment}>
          {(run) => (
            <>
              {' '}
              · <Ago at={run().finishedAt ?? run().createdAt} />
            </>
          )}
        </Show>
      </span>
    </>
  );
};

/** A service that cannot be deployed says why in its row; it never just vanishes from the list. */
const ProblemCells = (props: { service: ServiceFieldsFragment }) => {
  const problem = () => props.service.problems.find((each) => each.severity === 'BLOCKS') ?? props.service.problems[0];
  return (
    <td class="c-result" colspan="3">
      <span class="x" title={problem()?.hint ?? undefined}>
        <span class="warn hm">
          <Icon name="warn" />
        </span>
        <span class="ell wrap-sm">
          <span class="warn b">{problem()?.message ?? 'This service cannot be deployed.'}</span>{' '}
          <span class="m">{problem()?.hint}</span>
        </span>
        <A class="a up sm hm nw" href={`/services/${props.service.name}?tab=configuration`}>
          Show<span class="sr"> the configuration of {props.service.name}</span>
        </A>
      </span>
    </td>
  );
};

const failedShare = (service: ServiceFieldsFragment): number =>
  Math.round((service.stats.failures / Math.max(service.stats.deployments, 1)) * 100);
