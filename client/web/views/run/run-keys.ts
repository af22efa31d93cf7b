import { useNavigate } from '@solidjs/router';
import { copyText } from '../../components/copy.ts';
import type { Run } from '../../live/run-fold.ts';
import { useShortcuts } from '../../session/shortcuts.ts';
import { linkTo } from './copy-log.ts';
import type { LogPage } from './log-page.ts';

interface RunActions {
  cancel: () => void;
  again: () => void;
  deploy: () => void;
}

/** The keyboard map of the run page; `/` is bound by the search box itself. */
export const useRunKeys = (run: () => Run, page: LogPage, { cancel, again, deploy }: RunActions): void => {
  const navigate = useNavigate();
  const visit = (neighbour: { number: number } | null): void => {
    if (neighbour) navigate(`/deployments/${neighbour.number}`);
  };
  useShortcuts({
    x: cancel,
    r: again,
    d: deploy,
    e: () => page.errorBy(1),
    'Shift+e': () => page.errorBy(-1),
    n: () => page.searchBy(1),
    p: () => page.searchBy(-1),
    f: () => page.follow.toEnd(),
    t: page.reading.nextTimes,
    z: page.reading.toggleWrap,
    '[': () => page.stepBy(-1),
    ']': () => page.stepBy(1),
    // With Shift most keyboards make braces of them.
    'Shift+{': () => visit(run().previous),
    'Shift+}': () => visit(run().next),
    '.': () => page.sections.toggleAll(),
    y: () => void copyText(linkTo(run(), page.range()), 'Link'),
    Escape: () => (page.search.query().text ? page.setSearch({ text: '' }) : page.clearSelection()),
  });
};
