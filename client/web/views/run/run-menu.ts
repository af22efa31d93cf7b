import { copyText } from '../../components/copy.ts';
import type { MenuItem } from '../../components/Menu.tsx';
import type { Run } from '../../live/run-fold.ts';
import { curlOf } from '../service/snippets.ts';
import { logAddress } from './copy-log.ts';
import { rollBackTarget } from './roll-back.ts';

/** What else can be done with a run, behind "⋯". */
export const runMenu = (run: Run, rollBack: (to: NonNullable<Run['lastSuccess']>) => void): MenuItem[] => {
  const good = rollBackTarget(run);
  const curl = (): string => curlOf(location.origin, run.service.name, run.parameters);
  return [
    ...(good ? [action(`Roll back to ${good.version ?? `#${good.number}`}`, 'undo', () => rollBack(good))] : []),
    action('Copy curl command', 'terminal', () => void copyText(curl(), 'Command')),
    { kind: 'link', name: 'Open as text', icon: 'text', href: `/deployments/${run.number}.txt` },
    { kind: 'link', name: 'Raw log', icon: 'download', href: `${logAddress(run)}.txt` },
    action('Print', 'print', () => print()),
  ];
};

const action = (name: string, icon: MenuItem['icon'], run: () => void): MenuItem => ({
  kind: 'action',
  name,
  icon,
  run,
});
