import { useClient } from '@urql/solid';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { SyncServicesDocument } from '../../api/generated/graphql.ts';
import { Ago } from '../../components/Ago.tsx';
import { plural } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { LoadFailed } from '../../components/Panel.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { createSystemStore, type System } from '../../live/system-store.ts';
import { announce } from '../../session/announce.ts';
import { SettingsFrame, SettingsGate } from '../shell/SettingsFrame.tsx';
import { CheckList } from './CheckList.tsx';
import { size } from './size.ts';
import './system.css';

/** How this installation is set up, and everything a deployment needs as ✓ or ✗ with the fix. */
export const SystemView = () => (
  <SettingsGate tab="System">
    <SystemPage />
  </SettingsGate>
);

const SystemPage = () => {
  const { view, reload } = createSystemStore(useClient());
  return (
    <Switch fallback={<Skeleton title="Settings" />}>
      <Match when={view.page.kind === 'failed' && view.page}>
        {(page) => <LoadFailed message={page().message} requestId={page().requestId} retry={() => void reload()} />}
      </Match>
      <Match when={view.page.kind === 'ready' && view.system}>
        {(system) => (
          <SettingsFrame tab="System">
            <div class="system">
              <CheckList checks={view.checks} checking={view.checking} again={() => void reload()} />
              <Facts system={system()} reload={reload} />
            </div>
          </SettingsFrame>
        )}
      </Match>
    </Switch>
  );
};

const Facts = (props: { system: System; reload: () => Promise<void> }) => (
  <section aria-labelledby="facts">
    <h2 class="sec" id="facts">
      This installation
    </h2>
    <dl class="kv facts">
      <dt>Version</dt>
      <dd>
        FastDeploy {props.system.version}, Node {props.system.nodeVersion}
      </dd>
      <dt>Database</dt>
      <dd>
        PostgreSQL {props.system.database.version}, {props.system.database.isEmbedded ? 'embedded' : 'DATABASE_URL'},{' '}
        {size(props.system.database.sizeBytes)}
      </dd>
      <dt>Logs</dt>
      <dd>
        kept {plural(props.system.logDays, 'day')}, up to {size(props.system.maxLogBytes)} a run
      </dd>
      <dt>Runs at a time</dt>
      <dd>{props.system.maxConcurrent} on each host</dd>
      <dt>Scripts run as</dt>
      <dd>{props.system.deployUser ?? "the server's own user"}</dd>
      <dt>Data</dt>
      <dd>
        <code>{props.system.dataDirectory}</code>
      </dd>
      <dt>Services</dt>
      <dd>
        <code>{props.system.servicesDirectory}</code>
        <Sync system={props.system} reload={props.reload} />
      </dd>
    </dl>
    <Hosts hosts={props.system.hosts} />
  </section>
);

const Sync = (props: { system: System; reload: () => Promise<void> }) => {
  const client = useClient();
  const [busy, setBusy] = createSignal(false);
  const [result, setResult] = createSignal('');
  const sync = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    const { data, error } = await client.mutation(SyncServicesDocument.toString(), {}).toPromise();
    await props.reload();
    setBusy(false);
    const done = data?.syncServices;
    setResult(
      done?.__typename === 'SyncServicesSuccess'
        ? `${plural(done.added.length, 'service')} added, ${done.updated.length} changed, ${done.archived.length} gone`
        : (done?.message ?? error?.graphQLErrors[0]?.message ?? 'The server did not answer.'),
    );
    announce(result());
  };
  return (
    <span class="x w sync">
      <Show when={props.system.lastSync}>
        {(last) => (
          <span class="m">
            read <Ago at={last().at} />
          </span>
        )}
      </Show>
      <button type="button" class="btn" aria-disabled={busy()} onClick={() => void sync()}>
        <Icon name="sync" />
        {busy() ? 'Reading…' : 'Sync now'}
      </button>
      <span class="m">{result()}</span>
      <Show when={props.system.lastSync?.problem}>{(problem) => <span class="fail">{problem()}</span>}</Show>
    </span>
  );
};

const Hosts = (props: { hosts: System['hosts'] }) => (
  <>
    <h2 class="sec">
      Hosts <span class="m">{props.hosts.length}</span>
    </h2>
    <ul class="hosts">
      <For each={props.hosts}>
        {(host) => (
          <li class="x">
            <span class={host.isAway ? 'warn' : 'ok'}>
              <Icon name={host.isAway ? 'lost' : 'ok'} />
            </span>
            <span class="b ell">{host.name}</span>
            <span class="m nw">
              {host.isHere ? 'this one, ' : ''}
              {host.isAway ? 'away, ' : ''}seen <Ago at={host.seenAt} />
            </span>
          </li>
        )}
      </For>
    </ul>
  </>
);
