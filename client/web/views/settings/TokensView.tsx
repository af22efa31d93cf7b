import { useSearchParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createMemo, createSignal, Show } from 'solid-js';
import { Choose } from '../../components/Choose.tsx';
import { FilterBox } from '../../components/FilterBox.tsx';
import { Icon } from '../../components/Icon.tsx';
import { reloadKeepingFocus } from './keep-focus.ts';
import { LoadMore } from './LoadMore.tsx';
import { SettingsPage } from './SettingsPage.tsx';
import { type TokenDialog, TokenDialogs } from './TokenDialogs.tsx';
import { TokenTable } from './TokenTable.tsx';
import { isTokenFiltered, kindChoices, noTokenFilter, showChoices, type TokenParams } from './token-filter.ts';
import { createTokens, mayMakeTokens, type TokenListing } from './tokens.ts';

interface TokensProps {
  listing: TokenListing;
  params: Partial<TokenParams>;
  setParams: (next: TokenParams, options?: { replace: boolean }) => void;
  open: (dialog: TokenDialog) => void;
}

/** `/settings/tokens`: one's own tokens, or all for administrators; the filters are the address. */
export const TokensView = () => {
  const [params, setParams] = useSearchParams<TokenParams>();
  const filter = createMemo(() => ({ q: params.q, kind: params.kind, service: params.service, show: params.show }));
  const listing = createTokens(useClient(), filter, () => params.after ?? null);
  const [dialog, setDialog] = createSignal<TokenDialog | null>(null);
  const change = (next: TokenParams, options?: { replace: boolean }) => setParams({ ...next, after: '' }, options);
  const props = { listing, params, setParams: change, open: setDialog };

  return (
    <>
      <SettingsPage
        tab="Tokens"
        state={listing.view.state}
        retry={() => void listing.reload()}
        actions={<NewTokenButton {...props} />}
      >
        <Filters {...props} />
        <Show when={listing.view.rows.length > 0} fallback={<NoToken {...props} />}>
          <TokenTable tokens={listing.view.rows} viewer={listing.data()?.viewer} open={setDialog} />
        </Show>
        <LoadMore next={listing.view.next} load={listing.loadMore} />
      </SettingsPage>
      <TokenDialogs
        dialog={dialog()}
        services={namesOf(listing)}
        isAdministrator={listing.data()?.viewer?.role === 'ADMIN'}
        open={setDialog}
        changed={() => void reloadKeepingFocus(listing)}
      />
    </>
  );
};

const namesOf = (listing: TokenListing): string[] =>
  (listing.data()?.services.nodes ?? []).map(({ name }) => name).sort();

const NewTokenButton = (props: TokensProps) => (
  <Show when={props.listing.data()}>
    {(data) => (
      <Show
        when={mayMakeTokens(data().viewer)}
        fallback={
          <span class="m sm lacks">Making tokens needs the role OPERATOR; yours is {data().viewer?.role}.</span>
        }
      >
        <button
          type="button"
          class="btn p"
          onClick={() => props.open({ kind: 'new', service: props.params.service ?? '' })}
        >
          <Icon name="plus" />
          New token
        </button>
      </Show>
    )}
  </Show>
);

const Filters = (props: TokensProps) => (
  <div class="settings-filters">
    <FilterBox
      label="Filter tokens"
      value={props.params.q ?? ''}
      onInput={(q) => props.setParams({ q }, { replace: true })}
    />
    <fieldset class="strip picks" aria-label="Filters">
      <Choose
        name="Working"
        value={props.params.show}
        choices={showChoices}
        onChoose={(show) => props.setParams({ show })}
      />
      <Choose
        name="Any kind"
        value={props.params.kind}
        choices={kindChoices}
        onChoose={(kind) => props.setParams({ kind })}
      />
      <Choose
        name="Any service"
        value={props.params.service}
        choices={namesOf(props.listing).map((name) => ({ key: name, name }))}
        onChoose={(service) => props.setParams({ service })}
      />
      <Show when={isTokenFiltered(props.params)}>
        <button type="button" class="btn q" onClick={() => props.setParams(noTokenFilter)}>
          Clear
        </button>
      </Show>
    </fieldset>
  </div>
);

const NoToken = (props: TokensProps) => (
  <p class="none">
    <Show
      when={isTokenFiltered(props.params)}
      fallback={<>No token works now. One lets a machine start or read deployments without a password.</>}
    >
      No token is like that.
      <button type="button" class="btn" onClick={() => props.setParams(noTokenFilter)}>
        Clear filters
      </button>
    </Show>
  </p>
);
