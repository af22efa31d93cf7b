import { A } from '@solidjs/router';
import { createMemo, For, Show } from 'solid-js';
import type { CheckState } from '../../api/generated/graphql.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon, type IconName } from '../../components/Icon.tsx';
import type { Check } from '../../live/system-store.ts';

const looks: Record<CheckState, { word: string; icon: IconName; tone: string }> = {
  PASS: { word: 'In order', icon: 'ok', tone: 'ok' },
  WARN: { word: 'To look at', icon: 'warn', tone: 'warn' },
  FAIL: { word: 'Fails', icon: 'fail', tone: 'fail' },
};
const order: readonly CheckState[] = ['FAIL', 'WARN', 'PASS'];

/** What fails first, each with its fix; what is in order is one line each. */
export const CheckList = (props: { checks: Check[]; checking: boolean; again: () => void }) => {
  const sorted = createMemo(() => props.checks.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)));
  const count = (state: CheckState): number => props.checks.filter((check) => check.state === state).length;
  return (
    <section aria-labelledby="checks">
      <div class="x checks-head">
        <h2 class="sec" id="checks">
          Checks{' '}
          <span class="m">
            {count('FAIL')} fail, {count('WARN')} to look at, {count('PASS')} in order
          </span>
        </h2>
        <span class="sp" />
        <button type="button" class="btn q" aria-disabled={props.checking} onClick={() => props.again()}>
          <Icon name="sync" />
          {props.checking ? 'Checking…' : 'Check again'}
        </button>
      </div>
      <ul class="checks">
        <For each={sorted()}>{(check) => <CheckItem check={check} />}</For>
      </ul>
    </section>
  );
};

const CheckItem = (props: { check: Check }) => {
  const look = () => looks[props.check.state];
  return (
    <li
      data-check={props.check.code}
      data-state={props.check.state}
      data-service={props.check.serviceName ?? undefined}
    >
      <span class={look().tone}>
        <Icon name={look().icon} />
      </span>
      <div class="what">
        <p>
          <span class="sr">{look().word}: </span>
          <Show when={props.check.serviceName}>
            {(name) => (
              <>
                <A class="b" href={`/services/${name()}`}>
                  {name()}
                </A>{' '}
              </>
            )}
          </Show>
          <span classList={{ b: props.check.serviceName === null }}>{props.check.title}</span>
        </p>
        <p class="m">{props.check.message}</p>
        <Show when={props.check.hint}>
          {(hint) => (
            <p class="fix">
              <span>{hint()}</span>
              <CopyButton text={hint} what="Fix" />
            </p>
          )}
        </Show>
      </div>
    </li>
  );
};
