import { useClient } from '@urql/solid';
import { createSignal, Show } from 'solid-js';
import { copyText } from '../../components/copy.ts';
import { Menu, type MenuItem } from '../../components/Menu.tsx';
import type { ServiceDetails } from '../../live/service-store.ts';
import { announce } from '../../session/announce.ts';
import { useSession } from '../../session/session.ts';
import { syncDirectories } from '../services/sync.ts';
import { useStarter } from '../start/StartProvider.tsx';
import { whyNot } from '../start/start.ts';
import { DeleteDialog } from './DeleteService.tsx';
import { rollBackTarget } from './roll-back.ts';
import { curlOf } from './snippets.ts';

/** What else can be done with a service, behind "⋯". */
export const ServiceMenu = (props: { service: ServiceDetails }) => {
  const client = useClient();
  const session = useSession();
  const starter = useStarter();
  const [deleting, setDeleting] = createSignal(false);
  const [synced, setSynced] = createSignal('');
  const sync = async (): Promise<void> => {
    setSynced(await syncDirectories(client));
    announce(synced());
  };
  const rollBack = (): MenuItem => {
    const number = rollBackTarget(props.service);
    const begin = (): void => starter.begin(props.service, { number, parameters: {} });
    const off = number === null ? 'There is no earlier success to go back to.' : whyNot(props.service);
    return {
      kind: 'action',
      name: number === null ? 'Roll back' : `Roll back to #${number}…`,
      icon: 'undo',
      off,
      run: begin,
    };
  };
  const curl = (): void => void copyText(curlOf(location.origin, props.service.name), 'Command');
  const items = (): MenuItem[] => [
    rollBack(),
    { kind: 'action', name: 'Copy curl command', icon: 'terminal', run: curl },
    { kind: 'action', name: 'Sync directories', icon: 'sync', run: () => void sync() },
    ...(session.viewer()?.role === 'ADMIN' ? [deletion(props.service, () => setDeleting(true))] : []),
  ];
  return (
    <>
      <Show when={synced()}>
        <span class="m sm hm">{synced()}</span>
      </Show>
      <Menu name="More actions" items={items()} />
      <Show when={deleting()}>
        <DeleteDialog service={props.service} onClose={() => setDeleting(false)} />
      </Show>
    </>
  );
};

const deletion = (service: ServiceDetails, run: () => void): MenuItem => ({
  kind: 'action',
  name: 'Delete…',
  icon: 'delete',
  off: service.state === 'ARCHIVED' ? null : 'Remove its directory first.',
  run,
});
