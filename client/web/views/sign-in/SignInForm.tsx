import { createSignal, createUniqueId, onCleanup, onMount, Show } from 'solid-js';
import { Icon } from '../../components/Icon.tsx';
import { localNow } from '../../live/clock.ts';
import { type SignInProblem, useSession } from '../../session/session.ts';
import { takeOneTimeCode } from './one-time-code.ts';

export interface SignInFormProps {
  /** Who was signed in until now. */
  name?: string | undefined;
  onSignedIn: () => void;
}

/** Name and password, or the one-time code of the first start in the address (`#code=…`). Refused for a while: counts down. */
export const SignInForm = (props: SignInFormProps) => {
  const session = useSession();
  const nameId = createUniqueId();
  const [problem, setProblem] = createSignal<SignInProblem>(null);
  const [refusedUntil, setRefusedUntil] = createSignal(0);
  const [busy, setBusy] = createSignal(false);
  const secondsLeft = () => Math.max(Math.ceil((refusedUntil() - localNow()) / 1_000), 0);
  let password: HTMLInputElement | undefined;

  const enter = async (answer: Promise<SignInProblem>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const failed = await answer;
    setBusy(false);
    if (!failed) return props.onSignedIn();
    setProblem(failed);
    setRefusedUntil(Date.now() + failed.retryAfterSeconds * 1_000);
    password?.focus();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (busy() || secondsLeft() > 0 || !(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    void enter(session.signIn(String(form.get('name')), String(form.get('password')), form.has('remember')));
  };
  const signInWithLink = (): void => {
    const code = takeOneTimeCode();
    if (code) void enter(session.signInOnce(code));
  };
  onMount(() => {
    signInWithLink();
    addEventListener('hashchange', signInWithLink); // the link pasted where this page is open already
  });
  onCleanup(() => removeEventListener('hashchange', signInWithLink));

  return (
    <form class="sign-in-form" onSubmit={submit}>
      <p class="error" role="alert">
        <Show when={problem()}>
          {(failed) => (
            <>
              <Icon name="fail" />
              {failed().retryAfterSeconds > 0 ? 'Too many attempts.' : failed().message}
            </>
          )}
        </Show>
      </p>
      <Show when={secondsLeft() > 0}>
        <p class="m">Try again in {secondsLeft()} s.</p>
      </Show>
      <div>
        <label class="lb" for={nameId}>
          User name
        </label>
        <span class="inp">
          <input
            id={nameId}
            name="name"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            value={props.name ?? ''}
          />
        </span>
      </div>
      <PasswordField
        ref={(each) => {
          password = each;
        }}
        first={props.name !== undefined}
      />
      <label class="ck">
        <input type="checkbox" name="remember" />
        Keep me signed in for 30 days
      </label>
      <button type="submit" class="btn p" aria-disabled={busy() || secondsLeft() > 0}>
        {busy() ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  );
};

const PasswordField = (props: { ref: (element: HTMLInputElement) => void; first: boolean }) => {
  const id = createUniqueId();
  const [shown, setShown] = createSignal(false);
  return (
    <div>
      <label class="lb" for={id}>
        Password
      </label>
      <span class="inp tight">
        <input
          id={id}
          ref={props.ref}
          name="password"
          type={shown() ? 'text' : 'password'}
          autocomplete="current-password"
          required
          data-first={props.first ? '' : undefined}
        />
        <button
          type="button"
          class="ib"
          aria-label="Show password"
          aria-pressed={shown()}
          onClick={() => setShown(!shown())}
        >
          <Icon name="eye" />
        </button>
      </span>
    </div>
  );
};
