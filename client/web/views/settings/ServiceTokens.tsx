import { A } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { Icon } from '../../components/Icon.tsx';
import { type TokenDialog, TokenDialogs } from './TokenDialogs.tsx';
import { TokenTable } from './TokenTable.tsx';
import { createTokens, mayMakeTokens } from './tokens.ts';
import './settings.css';
import { reloadKeepingFocus } from './keep-focus.ts';

/** The working tokens of one service: a part of its page that reads what it shows when it is opened. */
export const ServiceTokens = (props: { service: string }) => {
  const listing = createTokens(useClient(), () => ({ service: props.service }));
  const [dialog, setDialog] = createSignal<TokenDialog | null>(null);
  const viewer = () => listing.data()?.viewer;
  return (
    <section aria-labelledby="service-tokens" class="settings">
      <div class="sec">
        <h2 id="service-tokens" class="sec">
          Tokens
        </h2>
        <A class="a sp sm x rl" href={`/settings/tokens?service=${encodeURIComponent(props.service)}&show=all`}>
          All tokens
        </A>
        <Show when={mayMakeTokens(viewer())}>
          <button type="button" class="btn" onClick={() => setDialog({ kind: 'new', service: props.service })}>
            <Icon name="plus" />
            New token
          </button>
        </Show>
      </div>
      <Switch>
        <Match when={listing.view.state.kind === 'failed' && listing.view.state}>
          {(failed) => <p class="m">{failed().message}</p>}
        </Match>
        <Match when={listing.view.rows.length > 0}>
          <TokenTable tokens={listing.view.rows} viewer={viewer()} open={setDialog} />
        </Match>
        <Match when={listing.view.state.kind === 'ready'}>
          <p class="m">No token works for {props.service}. With one, CI starts it without a password.</p>
        </Match>
      </Switch>
      <TokenDialogs
        dialog={dialog()}
        services={[props.service]}
        isAdministrator={false}
        open={setDialog}
        changed={() => void reloadKeepingFocus(listing)}
      />
    </section>
  );
};
