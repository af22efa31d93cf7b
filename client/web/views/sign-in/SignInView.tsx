import { useNavigate, useSearchParams } from '@solidjs/router';
import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Mark } from '../../components/Mark.tsx';
import { useTitle } from '../../components/title.ts';
import { useSession } from '../../session/session.ts';
import { nextTheme, theme } from '../../session/theme.ts';
import { takeOneTimeCode } from './one-time-code.ts';
import './sign-in.css';

const addUser = 'fastdeploy user create <name>';

/** Name and password, or the one-time code of the first start in the address (`#code=…`). */
export const SignInView = () => {
  const session = useSession();
  const navigate = useNavigate();
  const [search] = useSearchParams<{ next?: string }>();
  const [problem, setProblem] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  let password: HTMLInputElement | undefined;

  useTitle(() => ({ title: 'Sign in', icon: 'idle' }));

  const finish = (failed: { message: string } | null): void => {
    setBusy(false);
    if (failed) {
      setProblem(failed.message);
      password?.focus();
    } else {
      navigate(safeNext(search.next), { replace: true });
    }
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy() || !(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem('');
    finish(await session.signIn(String(form.get('name')), String(form.get('password')), form.has('remember')));
  };
  const signInWithLink = (): void => {
    const code = takeOneTimeCode();
    if (!code) return;
    setBusy(true);
    setProblem('');
    void session.signInOnce(code).then(finish);
  };
  onMount(() => {
    signInWithLink();
    addEventListener('hashchange', signInWithLink); // the link pasted where this page is open already
  });
  onCleanup(() => removeEventListener('hashchange', signInWithLink));

  return (
    <main class="sign-in">
      <button type="button" class="ib th" aria-label={`Theme: ${theme()}. Switch`} onClick={nextTheme}>
        <Icon name="theme" />
      </button>
      <form onSubmit={(event) => void submit(event)}>
        <div>
          <Mark />
          <h1>Sign in</h1>
          <p class="m">{location.host}</p>
        </div>
        <p id="error" role="alert">
          <Show when={problem()}>
            <Icon name="fail" />
            {problem()}
          </Show>
        </p>
        <div>
          <label class="lb" for="name">
            User name
          </label>
          <span class="inp">
            <input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck={false} required />
          </span>
        </div>
        <PasswordField
          ref={(each) => {
            password = each;
          }}
        />
        <label class="ck">
          <input type="checkbox" name="remember" />
          Keep me signed in for 30 days
        </label>
        <button type="submit" class="btn p" aria-disabled={busy()}>
          {busy() ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      <div class="no">
        <p class="m sm">No account yet? On the server, run</p>
        <div class="code x">
          <pre>{addUser}</pre>
          <CopyButton text={() => addUser} what="Command" />
        </div>
      </div>
    </main>
  );
};

const PasswordField = (props: { ref: (element: HTMLInputElement) => void }) => {
  const [shown, setShown] = createSignal(false);
  return (
    <div>
      <label class="lb" for="password">
        Password
      </label>
      <span class="inp tight">
        <input
          id="password"
          ref={props.ref}
          name="password"
          type={shown() ? 'text' : 'password'}
          autocomplete="current-password"
          required
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

/** Only a path of this site: `//elsewhere` and `https:` would leave it. */
const safeNext = (next: string | undefined): string =>
  next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
