import { createEffect, createSignal, on, Show } from 'solid-js';
import { CopyButton } from '../../components/CopyButton.tsx';
import { messageOf } from '../../components/error-message.ts';
import { Icon } from '../../components/Icon.tsx';
import type { Run } from '../../live/run-fold.ts';
import { announce } from '../../session/announce.ts';
import { linkTo } from './copy-log.ts';
import { type LineRange, markdownQuote, rangeWords } from './line-range.ts';
import type { LogPage } from './log-page.ts';

/** What can be done with the selected lines. */
export const LogSelection = (props: { run: Run; page: LogPage }) => {
  const [problem, setProblem] = createSignal('');
  createEffect(on(props.page.range, () => setProblem('')));
  /** Whoever copies learns of a problem here, and copies nothing. */
  const texts = async (): Promise<string[]> => {
    setProblem('');
    try {
      return await props.page.selectedTexts();
    } catch (error) {
      announce(setProblem(`Nothing copied. ${messageOf(error)}`));
      throw error;
    }
  };
  const quote = async (range: LineRange): Promise<string> =>
    markdownQuote(
      await texts(),
      `${props.run.service.name} #${props.run.number}, ${rangeWords(range).toLowerCase()}`,
      linkTo(props.run, range),
    );
  return (
    <Show when={props.page.range()}>
      {(range) => (
        <div class="sel" role="toolbar" aria-label={rangeWords(range())}>
          <span class="nw">{rangeWords(range())}</span>
          <CopyButton class="btn q" text={async () => (await texts()).join('\n')} what="Text">
            Text
          </CopyButton>
          <CopyButton class="btn q" text={() => linkTo(props.run, range())} what="Link">
            Link
          </CopyButton>
          <CopyButton class="btn q" text={() => quote(range())} what="Quote">
            Quote
          </CopyButton>
          <Show when={problem()}>
            <span class="fail">{problem()}</span>
          </Show>
          <button type="button" class="ib" aria-label="Clear selection" onClick={() => props.page.clearSelection()}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </Show>
  );
};
