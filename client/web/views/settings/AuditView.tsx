import { useSearchParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createMemo, Show } from 'solid-js';
import {
  type AuditEventFieldsFragment,
  AuditPageDocument,
  type AuditPageQuery,
  type AuditPageQueryVariables,
} from '../../api/generated/graphql.ts';
import { Choose } from '../../components/Choose.tsx';
import { Icon } from '../../components/Icon.tsx';
import { createListing, type Listing } from '../../live/listing.ts';
import { zone } from '../../session/preferences.ts';
import { SettingsGate } from '../shell/SettingsFrame.tsx';
import { AuditTable } from './AuditTable.tsx';
import {
  type AuditParams,
  actionChoices,
  exportHref,
  isAuditFiltered,
  noAuditFilter,
  outcomeChoices,
  toAuditFilter,
} from './audit-filter.ts';
import { LoadMore } from './LoadMore.tsx';
import { SettingsPage } from './SettingsPage.tsx';

type AuditListing = Listing<AuditPageQuery, AuditEventFieldsFragment>;

interface AuditProps {
  listing: AuditListing;
  params: Partial<AuditParams>;
  change: (next: AuditParams) => void;
}

const pageSize = 50;

/** `/settings/audit`: who did what, newest first; for administrators. The filters are the address. */
export const AuditView = () => (
  <SettingsGate tab="Audit">
    <Audit />
  </SettingsGate>
);

const Audit = () => {
  const client = useClient();
  const [params, setParams] = useSearchParams<AuditParams>();
  const filter = createMemo(() => {
    const { actor, action, service, outcome, from, to } = params;
    return toAuditFilter({ actor, action, service, outcome, from, to }, zone());
  });
  const listing: AuditListing = createListing<AuditPageQuery, AuditEventFieldsFragment>(
    (after) => {
      const variables = { first: pageSize, after: after ?? (params.after || null), filter: filter() };
      return client.query<AuditPageQuery, AuditPageQueryVariables>(AuditPageDocument.toString(), variables).toPromise();
    },
    ({ auditEvents }) => auditEvents,
  );
  const change = (next: AuditParams): void => setParams({ ...next, after: '' });
  const props = { listing, params, change };

  return (
    <SettingsPage
      tab="Audit"
      state={listing.view.state}
      retry={() => void listing.reload()}
      actions={<Exports csv={exportHref('csv', filter())} json={exportHref('json', filter())} />}
    >
      <Filters {...props} />
      <Show when={listing.view.rows.length > 0} fallback={<Nothing {...props} />}>
        <AuditTable events={listing.view.rows} />
      </Show>
      <LoadMore next={listing.view.next} load={listing.loadMore} />
      <p class="m sm note">
        <Icon name="lock" />
        Append-only: the database refuses to change or remove a row. Secrets are never written down.
      </p>
    </SettingsPage>
  );
};

const Exports = (props: { csv: string; json: string }) => (
  <>
    <a class="btn" href={props.csv} download="fastdeploy-audit.csv">
      <Icon name="download" />
      CSV<span class="sr"> of these events</span>
    </a>
    <a class="btn" href={props.json} download="fastdeploy-audit.json">
      <Icon name="download" />
      JSON<span class="sr"> of these events</span>
    </a>
  </>
);

const Filters = (props: AuditProps) => (
  <div class="settings-filters">
    <fieldset class="strip picks" aria-label="Filters">
      <Choose
        name="Anybody"
        value={props.params.actor}
        choices={(props.listing.data()?.users?.nodes ?? []).map(({ id, name }) => ({ key: id, name }))}
        onChoose={(actor) => props.change({ actor })}
      />
      <Choose
        name="Any action"
        value={props.params.action}
        choices={actionChoices}
        onChoose={(action) => props.change({ action })}
      />
      <Choose
        name="Any service"
        value={props.params.service}
        choices={(props.listing.data()?.services.nodes ?? []).map(({ name }) => ({ key: name, name }))}
        onChoose={(service) => props.change({ service })}
      />
      <Choose
        name="Any outcome"
        value={props.params.outcome}
        choices={outcomeChoices}
        onChoose={(outcome) => props.change({ outcome })}
      />
      <Day name="From" value={props.params.from} onChange={(from) => props.change({ from })} />
      <Day name="To" value={props.params.to} onChange={(to) => props.change({ to })} />
      <Show when={isAuditFiltered(props.params)}>
        <button type="button" class="btn q" onClick={() => props.change(noAuditFilter)}>
          Clear
        </button>
      </Show>
    </fieldset>
  </div>
);

const Day = (props: { name: string; value: string | undefined; onChange: (value: string) => void }) => (
  <label class="day m">
    {props.name}
    <span class="inp">
      <input type="date" value={props.value ?? ''} onChange={(event) => props.onChange(event.currentTarget.value)} />
    </span>
  </label>
);

const Nothing = (props: AuditProps) => (
  <p class="none">
    <Show when={isAuditFiltered(props.params) || props.params.after} fallback="Nothing has been written down yet.">
      Nothing like that has been written down.
      <button type="button" class="btn" onClick={() => props.change(noAuditFilter)}>
        Clear filters
      </button>
    </Show>
  </p>
);
