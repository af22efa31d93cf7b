import { useClient } from '@urql/solid';
import { createSignal } from 'solid-js';
import { Icon } from '../../components/Icon.tsx';
import { announce } from '../../session/announce.ts';
import { syncDirectories } from './sync.ts';

/** Reads the directories now; they are watched anyway. `onRead`: reads what the page shows of them beside the services. */
export const SyncButton = (props: { onRead: () => Promise<void> }) => {
  const client = useClient();
  const [busy, setBusy] = createSignal(false);
  const [result, setResult] = createSignal('');
  const sync = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    const words = await syncDirectories(client);
    await props.onRead();
    setBusy(false);
    setResult(words);
    announce(words);
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
