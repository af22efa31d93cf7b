import { useClient } from '@urql/solid';
import { createSignal } from 'solid-js';
import { SyncServicesDocument } from '../../api/generated/graphql.ts';
import { plural } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { announce } from '../../session/announce.ts';

/** Reads the directories now; they are watched anyway. */
export const SyncButton = () => {
  const client = useClient();
  const [busy, setBusy] = createSignal(false);
  const [result, setResult] = createSignal('');
  const sync = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    const { data, error } = await client.mutation(SyncServicesDocument.toString(), {}).toPromise();
    setBusy(false);
    const done = data?.syncServices;
    if (done?.__typename === 'SyncServicesSuccess') {
      setResult(
        `${plural(done.added.length, 'service')} added, ${done.updated.length} changed, ${done.archived.length} gone`,
      );
    } else {
      setResult(done?.message ?? error?.graphQLErrors[0]?.message ?? 'The server did not answer.');
    }
    announce(result());
  };
  return (
    <>
      <span class="m sm hm">{result()}</span>
      <button type="button" class="btn q" aria-disabled={busy()} onClick={() => void sync()}>
        <Icon name="sync" />
        <span class="hm">{busy() ? 'Reading directories…' : 'Sync directories'}</span>
        <span class="om sr">Sync directories</span>
      </button>
    </>
  );
};
