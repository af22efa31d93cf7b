import { copyText } from '../../components/copy.ts';
import type { MenuItem } from '../../components/Menu.tsx';
import type { Run } from '../../live/run-fold.ts';
import type { RunStore } from '../../live/run-store.ts';
import { curlOf } from '../service/snippets.ts';
import { logAddress } from './copy-log.ts';
import type { LogPage } from './log-page.ts';
import { togglePause } from './pause.ts';
import { rollBackTarget } from './roll-back.ts';

interface Powers {
  rollBack: (to: NonNullable<Run['lastSuccess']>) => void;
  store: RunStore;
  page: LogPage;
}

/** What else can be done with a run, behind "⋯". */
export const runMenu = (run: Run, { rollBack, store, page }: Powers): MenuItem[] => {
  const good = rollBackTarget(run);
  const curl = (): string => curlOf(location.origin, run.service.name, run.parameters);
  return [
    ...(good ? [action(`Roll back to ${good.version ?? `#${good.number}`}`, 'undo', () => rollBack(good))] : []),
    action('Copy curl command', 'terminal', () => void copyText(curl(), 'Command')),
    { kind: 'link', name: 'Open as text', icon: 'text', href: `/deployments/${run.number}.txt` },
    { kind: 'link', name: 'Raw log', icon: 'download', href: `${logAddress(run)}.txt` },
    action('Print', 'print', () => print()),
    ...(run.finished ? [] : liveItems(store, page)),
  ];
};

/** How a page that goes on by itself is read (WCAG 2.2.2, 4.1.3). */
const liveItems = (store: RunStore, page: LogPage): MenuItem[] => [
  {
    ...{ kind: 'toggle', name: 'Pause live updates', icon: 'pause', on: store.view.paused !== null },
    toggle: () => togglePause(store),
  },
  {
    ...{ kind: 'toggle', name: 'Read new lines aloud', icon: 'sound', on: page.aloud() },
    toggle: () => page.setAloud(!page.aloud()),
  },
];

const action = (name: string, icon: MenuItem['icon'], run: () => void): MenuItem => ({
  kind: 'action',
  name,
  icon,
  run,
});
