import { useParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { Match, Show, Switch } from 'solid-js';
import { LoadFailed } from '../../components/Panel.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { createRunStore } from '../../live/run-store.ts';
import { MissingRun } from './MissingRun.tsx';
import { RunPage } from './RunPage.tsx';
import '../../styles/run.css';
import './log.css';

/** `/deployments/:id`: one run, live while it runs. Another id is another page with a store of its own. */
export const RunView = () => {
  const params = useParams<{ id: string }>();
  return (
    <Show when={params.id} keyed>
      {(id) => <OneRun id={id} />}
    </Show>
  );
};

const OneRun = (props: { id: string }) => {
  const store = createRunStore(useClient(), props.id);
  return (
    <Switch fallback={<Skeleton title={`#${props.id}`} />}>
      <Match when={store.view.page.kind === 'failed' && store.view.page}>
        {(page) => <LoadFailed message={page().message} requestId={page().requestId} retry={store.reload} />}
      </Match>
      <Match when={store.view.page.kind === 'missing'}>
        <MissingRun id={props.id} />
      </Match>
      <Match when={store.view.run}>{(run) => <RunPage store={store} run={run()} />}</Match>
    </Switch>
  );
};
