import { A } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createSignal, For, onMount, Show } from 'solid-js';
import { LatestRunsDocument, type LatestRunsQuery } from '../../api/generated/graphql.ts';
import { Panel } from '../../components/Panel.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { deploymentStatus } from '../../components/status.ts';

/** Nobody comes here on purpose: what was asked for, and the runs that there are. */
export const MissingRun = (props: { id: string }) => {
  const client = useClient();
  const [runs, setRuns] = createSignal<LatestRunsQuery['deployments']['nodes']>([]);
  onMount(async () => {
    const { data } = await client.query(LatestRunsDocument.toString(), {}).toPromise();
    setRuns(data?.deployments.nodes ?? []);
  });
  return (
    <Panel title={`There is no run #${props.id}`}>
      <p class="m">It does not exist, it was removed, or you may not see it.</p>
      <Show when={runs().length > 0}>
        <h2 class="sec">The latest runs</h2>
        <ul class="latest">
          <For each={runs()}>
            {(run) => (
              <li>
                <A class="x a" href={`/deployments/${run.number}`}>
                  <StatusIcon status={deploymentStatus[run.state]} />
                  {run.service.name} #{run.number}
                </A>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <p>
        <A class="btn" href="/deployments">
          All deployments
        </A>
      </p>
    </Panel>
  );
};
