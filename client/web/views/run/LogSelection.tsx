import { Show } from 'solid-js';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import type { Run } from '../../live/run-fold.ts';
import { linkTo } from './copy-log.ts';
import { type LineRange, markdownQuote, rangeWords } from './line-range.ts';
import type { LogPage } from './log-page.ts';

/** What can be done with the selected lines. */
export const LogSelection = (props: { run: Run; page: LogPage }) => {
  const quote = async (range: LineRange): Promise<string> =>
    markdownQuote(
      await props.page.selectedTexts(),
      `${props.run.service.name} #${props.run.number}, ${rangeWords(range).toLowerCase()}`,
      linkTo(props.run, range),
    );
  return (
    <Show when={props.page.range()}>
      {(range) => (
        <div class="sel" role="toolbar" aria-label={rangeWords(range())}>
          <span class="nw">{rangeWords(range())}</span>
          <CopyButton class="btn q" text={async () => (await props.page.selectedTexts()).join('\n')} what="Text">
            Text
          </CopyButton>
          <CopyButton class="btn q" text={() => linkTo(props.run, range())} what="Link">
            Link
          </CopyButton>
          <CopyButton class="btn q" text={() => quote(range())} what="Quote">
            Quote
          </CopyButton>
          <button type="button" class="ib" aria-label="Clear selection" onClick={() => props.page.clearSelection()}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </Show>
  );
};
