import { createEffect, createMemo, createSignal, lazy, on, Show } from 'solid-js';
import { plural } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { OnDemand } from '../../components/OnDemand.tsx';
import { serverNow } from '../../live/clock.ts';
import { announce } from '../../session/announce.ts';
import { useSession } from '../../session/session.ts';

const SignInBefore = lazy(() => import('../sign-in/SignInAgain.tsx').then((m) => ({ default: m.SignInBefore })));

/** Time enough to finish a sentence and to find the password. */
const warnMs = 5 * 60_000;
const minuteMs = 60_000;

/** Says some minutes before it that the session ends, and offers to stay (WCAG 2.2.1). Nothing on the page is lost. */
export const SessionEnd = () => {
  const session = useSession();
  const [asks, setAsks] = createSignal(false);
  const leftMs = (): number => (session.endsAt() ?? Number.POSITIVE_INFINITY) - serverNow();
  const isNear = createMemo(() => session.state() === 'in' && leftMs() < warnMs);
  const isOver = createMemo(() => isNear() && leftMs() <= 0);
  const stay = async (): Promise<void> => {
    if (await session.stay()) announce('You stay signed in');
    else setAsks(session.state() === 'in');
  };
  createEffect(on(isNear, (near) => near && announce(words(leftMs()))));
  createEffect(on(isOver, (over) => over && void session.load()));
  return (
    <Show when={isNear()}>
      <div class="banner">
        <Icon name="late" class="warn" />
        <span>{words(leftMs())}</span>
        <button type="button" class="btn" onClick={() => void stay()}>
          Stay signed in
        </button>
      </div>
      <OnDemand onClose={() => setAsks(false)}>
        <Show when={asks()}>
          <SignInBefore onClose={() => setAsks(false)} />
        </Show>
      </OnDemand>
    </Show>
  );
};

const words = (leftMs: number): string =>
  `Your session ends in ${leftMs < minuteMs ? 'less than a minute' : plural(Math.floor(leftMs / minuteMs), 'minute')}.`;
