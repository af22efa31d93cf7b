import { useNavigate, useSearchParams } from '@solidjs/router';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Mark } from '../../components/Mark.tsx';
import { useTitle } from '../../components/title.ts';
import { nextTheme, theme } from '../../session/theme.ts';
import { SignInForm } from './SignInForm.tsx';
import './sign-in.css';

const addUser = 'fastdeploy user create <name>';

/** `/sign-in`; without JavaScript the server draws the same form (server/http/no-script.ts). */
export const SignInView = () => {
  const navigate = useNavigate();
  const [search] = useSearchParams<{ next?: string }>();
  useTitle(() => ({ title: 'Sign in', icon: 'idle' }));

  return (
    <main class="sign-in">
      <button type="button" class="ib th" aria-label={`Theme: ${theme()}. Switch`} onClick={nextTheme}>
        <Icon name="theme" />
      </button>
      <div class="middle">
        <div>
          <Mark />
          <h1>Sign in</h1>
          <p class="m">{location.host}</p>
        </div>
        <SignInForm onSignedIn={() => navigate(safeNext(search.next), { replace: true })} />
      </div>
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

/** Only a path of this site: `//elsewhere` and `https:` would leave it. */
const safeNext = (next: string | undefined): string =>
  next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
