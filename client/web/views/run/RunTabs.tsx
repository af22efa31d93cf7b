import { useSearchParams } from '@solidjs/router';
import { createSignal, type ParentProps, Show } from 'solid-js';
import { Dialog } from '../../components/Dialog.tsx';
import { count } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import type { Run } from '../../live/run-fold.ts';
import { inPlace } from './in-place.ts';
import type { LogPage, RunTab } from './log-page.ts';
import { StepList } from './StepList.tsx';

/** Log or timeline, and beside them the tools of the log. */
export const RunTabs = (props: ParentProps<{ run: Run; page: LogPage; lines: number }>) => {
  const [params, setParams] = useSearchParams<{ ts?: string; wrap?: string }>();
  const [sheet, setSheet] = createSignal(false);
  const show = (view: RunTab) =>
    inPlace(() => setParams({ view: view === 'log' ? undefined : view }, { scroll: false }));
  /** In a tab of its own the log is read in the same way. */
  const href = (view: RunTab): string => {
    const { ts, wrap } = params;
    return `?${new URLSearchParams({ ...(view !== 'log' && { view }), ...(ts && { ts }), ...(wrap && { wrap }) })}`;
  };
  const current = (view: RunTab) => (props.page.view() === view ? 'page' : undefined);
  return (
    <div class="tb">
      <div class="strip">
        <nav class="tabs" aria-label="Run">
          <a href={href('log')} aria-current={current('log')} onClick={show('log')}>
            Log <span class="f">{count(props.lines)}</span>
          </a>
          <a href={href('timeline')} aria-current={current('timeline')} onClick={show('timeline')}>
            Timeline
          </a>
          <a href={href('details')} aria-current={current('details')} onClick={show('details')}>
            Details
          </a>
        </nav>
      </div>
      <span class="sp" />
      <button type="button" class="ib om" aria-label="Steps" aria-haspopup="dialog" onClick={() => setSheet(true)}>
        <Icon name="layers" />
      </button>
      <Show when={props.page.view() === 'log'}>{props.children}</Show>
      <Show when={sheet()}>
        <Dialog
          title="Steps"
          onClose={() => setSheet(false)}
          footer={
            <button type="button" class="btn" data-first onClick={() => setSheet(false)}>
              Close
            </button>
          }
        >
          <div class="sheet-steps">
            <StepList
              run={props.run}
              showStep={(position) => {
                setSheet(false);
                props.page.showStep(position);
              }}
            />
          </div>
        </Dialog>
      </Show>
    </div>
  );
};
