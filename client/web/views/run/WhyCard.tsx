import { For, Show } from 'solid-js';
import { CopyButton } from '../../components/CopyButton.tsx';
import { copyText } from '../../components/copy.ts';
import { Icon } from '../../components/Icon.tsx';
import { createAnsiReader, visibleText } from '../../live/ansi.ts';
import type { Run } from '../../live/run-fold.ts';
import { Changes } from './Changes.tsx';
import type { Failure } from './failure.ts';
import { inPlace } from './in-place.ts';
import { lineContent } from './line-element.ts';
import type { LogPage } from './log-page.ts';

/** Error first: what went wrong, where, what changed since it last went right, and what did not run. */
export const WhyCard = (props: {
  failure: Failure;
  run: Run;
  page: LogPage;
  /** Opens the form with what the last success was given. */
  rollBack: (to: NonNullable<Run['lastSuccess']>) => void;
}) => {
  const link = (): string =>
    `${location.origin}/deployments/${props.run.number}${props.failure.errorLine ? `#L${props.failure.errorLine}` : ''}`;
  const errorText = (): string =>
    [
      `${props.run.service.name} #${props.run.number}: ${props.failure.message}`,
      ...props.failure.excerpt.map((line) => visibleText(line.text)),
      link(),
    ].join('\n');
  return (
    <section class="why" id="why" aria-labelledby="why-title" tabindex="-1">
      <div>
        <p class="k0">{props.failure.title}</p>
        <h2 id="why-title">{props.failure.message}</h2>
        <Show when={props.run.state === 'LOST'}>
          <p class="m">
            How far the script came, and whether it still ended well, is not known. Look at what it deploys to, then run
            it again; it starts from the beginning.
          </p>
        </Show>
        <Show when={props.failure.excerpt.length > 0}>
          <div class="ex">
            <For each={props.failure.excerpt}>
              {(line) => (
                <div class="l" classList={{ er: line.n === props.failure.errorLine }} data-line={line.n}>
                  {lineContent(line.text, createAnsiReader())}
                </div>
              )}
            </For>
          </div>
        </Show>
        <div class="x w ac">
          <Show when={props.failure.errorLine}>
            {(line) => (
              <a class="btn" href={`#L${line()}`} onClick={inPlace(() => props.page.goTo(line()))}>
                Jump to line {line()}
                <kbd>E</kbd>
              </a>
            )}
          </Show>
          <CopyButton class="btn" text={errorText} what="Error">
            Copy error
          </CopyButton>
          <button type="button" class="btn" onClick={() => void copyText(link(), 'Link')}>
            <Icon name="link" />
            Copy link
          </button>
        </div>
      </div>
      <div>
        <Changes run={props.run} />
        <Show when={props.run.lastSuccess}>
          {(good) => (
            <p class="ac roll">
              <button type="button" class="btn" aria-haspopup="dialog" onClick={() => props.rollBack(good())}>
                <Icon name="undo" />
                Roll back to {good().version ?? `#${good().number}`}
              </button>
            </p>
          )}
        </Show>
        <Show when={props.failure.notRun.length > 0}>
          <p class="nr">
            <Icon name="skip" />
            <span>Did not run: {props.failure.notRun.join(', ')}</span>
          </p>
        </Show>
        <Show when={props.run.next && ['QUEUED', 'RUNNING'].includes(props.run.next.state)}>
          <p class="nr">
            <Icon name="wait" />
            <span>
              Next:{' '}
              <a class="a" href={`/deployments/${props.run.next?.number}`}>
                {props.run.service.name} #{props.run.next?.number}
              </a>
            </span>
          </p>
        </Show>
      </div>
    </section>
  );
};
