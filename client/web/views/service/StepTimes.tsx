import { For, Show } from 'solid-js';
import { duration } from '../../components/format.ts';
import type { ServiceDetails } from '../../live/service-store.ts';

/** What runs, and how long each step usually takes; the whisker ends where nine of ten runs are done. */
export const StepTimes = (props: { service: ServiceDetails }) => {
  const usual = (name: string) => props.service.estimate?.steps.find((step) => step.name === name);
  const longest = () => Math.max(...(props.service.estimate?.steps.map((step) => step.p90Ms) ?? []), 1);
  const share = (ms: number): string => `${((ms / longest()) * 100).toFixed(1)}%`;
  return (
    <section aria-labelledby="steps">
      <h2 class="sec" id="steps">
        Steps <span class="m">{props.service.estimate ? 'usual time, whisker: 9 of 10 runs' : ''}</span>
      </h2>
      <Show
        when={props.service.plannedSteps.length > 0}
        fallback={<p class="m">None declared; they appear as the script reports them.</p>}
      >
        <table class="sb" aria-label="Steps and their usual time">
          <tbody>
            <For each={props.service.plannedSteps}>
              {(name) => (
                <tr>
                  <th scope="row" class="ell">
                    {name}
                  </th>
                  <td>
                    <Show when={usual(name)}>
                      {(step) => (
                        <span class="br">
                          <i style={{ width: share(step().p50Ms) }} />
                          <b style={{ left: share(step().p50Ms), width: share(step().p90Ms - step().p50Ms) }} />
                        </span>
                      )}
                    </Show>
                  </td>
                  <td>{usual(name) ? duration(usual(name)?.p50Ms ?? 0) : ''}</td>
                  <td class="f">{usual(name) ? duration(usual(name)?.p90Ms ?? 0) : ''}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </section>
  );
};
