import { For, Show } from 'solid-js';
import { Ago } from '../../components/Ago.tsx';
import { Icon } from '../../components/Icon.tsx';
import type { Run } from '../../live/run-fold.ts';
import { changesBetween, parameterRows, unchangedWords } from './changes.ts';

/** What differs from the last run that went right: parameters, script, config. Without one, what this run was given. */
export const Changes = (props: { run: Run }) => (
  <Show when={props.run.lastSuccess} fallback={<Parameters run={props.run} />}>
    {(before) => (
      <section class="chg" aria-labelledby="changed">
        <h2 class="sec" id="changed">
          What changed
          <span class="m">
            since #{before().number}
            <Show when={before().finishedAt}>
              {(at) => (
                <>
                  , <Ago at={at()} />
                </>
              )}
            </Show>
          </span>
        </h2>
        <dl class="df">
          <For each={changesBetween(before(), props.run)}>
            {(change) => (
              <div>
                <dt class="ell">{change.name}</dt>
                <dd>
                  <Show when={change.kind === 'value' && change} fallback={<b class="b">changed</b>}>
                    {(value) => (
                      <>
                        <span class="m ell">{value().before ?? 'not set'}</span>
                        <Icon name="arrow" />
                        <b class="b ell">{value().after ?? 'not set'}</b>
                      </>
                    )}
                  </Show>
                </dd>
              </div>
            )}
          </For>
          <Show when={unchangedWords(before(), props.run)}>
            {(words) => (
              <div>
                <dt>Unchanged</dt>
                <dd class="m">{words()}</dd>
              </div>
            )}
          </Show>
        </dl>
      </section>
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
