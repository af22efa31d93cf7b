import { A, useLocation, useParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createResource, Match, Show, Switch } from 'solid-js';
import { explain } from '../../api/client.ts';
import { StartFormDocument } from '../../api/generated/graphql.ts';
import { LoadFailed, Panel } from '../../components/Panel.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useTitle } from '../../components/title.ts';
import { setServerTime } from '../../live/clock.ts';
import { createFormState } from './form-state.ts';
import { StartForm } from './StartForm.tsx';

/** `/services/:name/deploy`: what a start needs to know. `?from=412` begins with that run's values, `?in.ref=v1` with these. */
export const StartView = () => {
  const params = useParams<{ name: string }>();
  const location = useLocation();
  const address = () => params.name && location.pathname + location.search;
  return (
    <Show when={address()} keyed>
      {(_each) => <StartOf name={params.name ?? ''} search={new URLSearchParams(location.search)} />}
    </Show>
  );
};

/** Of one address: another one begins anew. */
const StartOf = (props: { name: string; search: URLSearchParams }) => {
  const client = useClient();
  const from = props.search.get('from') ?? '';
  useTitle(() => ({ title: `Deploy ${props.name}`, icon: 'idle' }));
  const [read, { refetch }] = createResource(async () => {
    const variables = { name: props.name, from: from || '0', hasFrom: from !== '' };
    const { data, error } = await client.query(StartFormDocument.toString(), variables).toPromise();
    if (data) setServerTime(data.server.timeNow);
    return error || !data ? { failed: error ? explain(error) : { message: 'No answer.', requestId: null } } : { data };
  });
  const failure = () => read.latest?.failed ?? null;
  const data = () => read.latest?.data ?? null;
  const ready = () => {
    const service = data()?.service;
    return service ? { service, from: data()?.from ?? null } : null;
  };

  return (
    <Switch fallback={<Skeleton title="Deploy" />}>
      <Match when={failure()}>
        {(problem) => (
          <LoadFailed message={problem().message} requestId={problem().requestId} retry={() => void refetch()} />
        )}
      </Match>
      <Match when={data() && !ready()}>
        <Panel title={`There is no service ${props.name}`}>
          <p class="m">Its directory may have been renamed, or you may not see it.</p>
          <p>
            <A class="btn" href="/">
              All services
            </A>
          </p>
        </Panel>
      </Match>
      <Match when={ready()} keyed>
        {({ service, from: run }) => <StartForm form={createFormState(service, run, props.search)} />}
      </Match>
    </Switch>
  );
};
