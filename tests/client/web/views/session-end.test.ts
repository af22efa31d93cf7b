import { createComponent } from 'solid-js';
import { render } from 'solid-js/web';
import { expect, onTestFinished, test } from 'vitest';
import { holdClock, letClockGo, setServerTime } from '../../../../client/web/live/clock.ts';
import { type Session, SessionContext } from '../../../../client/web/session/session.ts';
import { SessionEnd } from '../../../../client/web/views/shell/SessionEnd.tsx';

const session: Session = {
  ...{ viewer: () => null, state: () => 'in', likely: () => true },
  endsAt: () => Date.parse('2026-11-23T13:00:00.000Z'),
  ...{ used: () => undefined, stay: async () => true, retryConnection: () => undefined, load: async () => undefined },
  ...{ signIn: async () => null, signInOnce: async () => null, signOut: async () => undefined, stillIn: () => false },
};

test('the end of a session is said in time, also on a page that was paused before', () => {
  setServerTime('2026-11-23T12:00:00.000Z');
  const dispose = render(
    () =>
      createComponent(SessionContext.Provider, {
        value: session,
        get children() {
          return createComponent(SessionEnd, {});
        },
      }),
    document.body,
  );
  onTestFinished(() => {
    dispose();
    letClockGo();
  });
  holdClock();
  expect(document.body.textContent).toBe('');

  setServerTime('2026-11-23T12:57:30.000Z');

  expect(document.body.textContent).toContain('Your session ends in 2 minutes.');
});
