import { Dialog } from '../../components/Dialog.tsx';
import { useSession } from '../../session/session.ts';
import { SignInForm } from './SignInForm.tsx';
import './sign-in.css';

/** Over the page whose session ended. Everything behind it waits and goes on: scroll, search, forms, streams. */
export const SignInAgain = () => {
  const session = useSession();
  return (
    <Dialog title="Your session has ended" stays onClose={() => undefined}>
      <p class="m again">Sign in again to go on where you are. Nothing on this page is lost.</p>
      <SignInForm name={session.viewer()?.user?.name} onSignedIn={() => undefined} />
      <p class="again-out">
        <button type="button" class="btn q" onClick={() => void session.signOut()}>
          Leave this page instead
        </button>
      </p>
    </Dialog>
  );
};

/** Over the page whose session cannot be prolonged and ends soon. May be left: there is still time. */
export const SignInBefore = (props: { onClose: () => void }) => {
  const session = useSession();
  return (
    <Dialog
      title="Sign in to stay"
      onClose={props.onClose}
      footer={
        <button type="button" class="btn" onClick={() => props.onClose()}>
          Not now
        </button>
      }
    >
      <p class="m again">
        The end of this session was fixed when it began. A new one goes on where you are; nothing on this page is lost.
      </p>
      <SignInForm name={session.viewer()?.user?.name} onSignedIn={props.onClose} />
    </Dialog>
  );
};
