import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import { count } from '../../components/format.ts';
import { RunTable } from '../../components/RunTable.tsx';
import type { ServiceDetails } from '../../live/service-store.ts';

/** The newest runs of one service, and the way to all of them. */
export const RecentRuns = (props: { service: ServiceDetails; shown: number; byDay?: boolean }) => (
  <section aria-labelledby="recent" class="recent">
    <div class="sec">
      <h2 id="recent" class="sec">
        {props.byDay ? 'Runs' : 'Recent runs'}
      </h2>
      <A class="a sp sm x rl" href={`/deployments?service=${props.service.name}`}>
        All {count(props.service.deployments.totalCount)}
      </A>
    </div>
    <Show when={props.service.deployments.nodes.length > 0} fallback={<p class="m">Never deployed.</p>}>
      <RunTable
        runs={props.service.deployments.nodes.slice(0, props.shown)}
        caption="Newest runs of this service"
        oneService
        byDay={props.byDay === true}
      />
    </Show>
  </section>
);
