import { A, useLocation, useNavigate } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { Icon } from '../../components/Icon.tsx';
import { Panel } from '../../components/Panel.tsx';
import { recent } from '../../session/recent.ts';

const most = 5;

/** `*`: what was looked for, a way to look for it, and where one was lately. */
export const NotFound = () => {
  const location = useLocation();
  const navigate = useNavigate();
  const search = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const text = String(new FormData(event.currentTarget).get('q')).trim();
    navigate(/^#?\d+$/.test(text) ? `/deployments/${text.replace('#', '')}` : `/?q=${encodeURIComponent(text)}`);
  };
  return (
    <Panel title="There is no such page">
      <p class="m wrap">
        Nothing is at <code>{location.pathname}</code>.
      </p>
      <search>
        <form class="x" onSubmit={search}>
          <label class="inp filter-box">
            <Icon name="search" />
            <input type="search" name="q" aria-label="Service, or number of a run" placeholder="Service, or #412" />
          </label>
          <button type="submit" class="btn">
            Search
          </button>
        </form>
      </search>
      <Show when={recent().length > 0}>
        <section aria-labelledby="lately">
          <h2 id="lately">Where you were lately</h2>
          <ul>
            <For each={recent().slice(0, most)}>
              {(visit) => (
                <li>
                  <A class="a rl" href={visit.href}>
                    {visit.name}
                  </A>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <p class="x w">
        <A class="btn" href="/">
          All services
        </A>
        <A class="btn" href="/deployments">
          All deployments
        </A>
      </p>
    </Panel>
  );
};
