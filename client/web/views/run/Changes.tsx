import { For, Show } from 'solid-js';
import { Ago } from '../../components/Ago.tsx';
import { Icon } from '../../components/Icon.tsx';
import type { Run } from '../../live/run-fold.ts';
import { changesBetween, parameterRows } from './changes.ts';

/** What this run was given that the run before it was not; without a run before, what it was given. */
export const Changes = (props: { run: Run }) => (
  <Show when={props.run.previous} fallback={<Parameters run={props.run} />}>
    {(previous) => (
      <Show when={changesBetween(previous(), props.run).length > 0}>
        <section class="chg" aria-labelledby="changed">
          <h2 class="sec" id="changed">
            What changed
            <span class="m">
              since #{previous().number}
              <Show when={previous().finishedAt}>
                {(at) => (
                  <>
                    , <Ago at={at()} />
                  </>
                )}
              </Show>
            </span>
          </h2>
          <dl class="df">
            <For each={changesBetween(previous(), props.run)}>
              {(change) => (
                <div>
                  <dt class="ell">{change.name}</dt>
                  <dd>
                    <span class="m ell">{change.before ?? 'not set'}</span>
                    <Icon name="arrow" />
                    <b class="b ell">{change.after ?? 'not set'}</b>
                  </dd>
                </div>
              )}
            </For>
          </dl>
        </section>
      </Show>
    )}
  </Show>
);

const Parameters = (props: { run: Run }) => (
  <Show when={parameterRows(props.run.parameters).length > 0}>
    <section class="chg" aria-labelledby="given">
      <h2 class="sec" id="given">
        Parameters
      </h2>
      <dl class="df">
        <For each={parameterRows(props.run.parameters)}>
          {(row) => (
            <div>
              <dt class="ell">{row.name}</dt>
              <dd class="ell">{row.value}</dd>
            </div>
          )}
        </For>
      </dl>
    </section>
  </Show>
);
