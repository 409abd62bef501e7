import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import { SESSION_KEY, useRuntime, useSession } from '../api.js';
import { hasUnsaved } from '../ui/unsaved.js';
import { SignInErrors, SignInFields } from './sign-in-fields.js';
import { useSignInForm } from './use-sign-in.js';
import { useSignOut } from './use-sign-out.js';
import { useStaySignedIn } from './use-stay-signed-in.js';

interface DialogProps {
  readonly labelledBy: string;
  readonly isOpaque?: boolean;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus inside and the page behind it still. */
const ModalDialog = ({ labelledBy, isOpaque, onCancel, children }: DialogProps) => {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={`tr-dialog${isOpaque ? ' tr-dialog--opaque' : ''}`}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      {children}
    </dialog>
  );
};

const EndingDialog = () => {
  const stay = useStaySignedIn();
  const signOut = useSignOut();
  return (
    <ModalDialog labelledBy="session-ending" onCancel={stay}>
      <h2 id="session-ending" className="nhsuk-heading-m">
        You will be signed out in 2 minutes
      </h2>
      <p>You have not used Trellis for a while. What you have not saved yet stays on this page.</p>
      <div className="tr-buttons">
        <button type="button" className="nhsuk-button" onClick={stay}>
          Stay signed in
        </button>
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary"
          onClick={() => void signOut()}
        >
          Sign out
        </button>
      </div>
    </ModalDialog>
  );
};

/** Over an unfinished form: sign in again here, and carry on with the answers still in place. */
const SignInAgainDialog = () => {
  const { queries } = useRuntime();
  const { user } = useSession();
  const answers = useSignInForm(user.email, (session) => {
    if (session.user.id !== user.id) window.location.assign('/');
    else queries.setQueryData(SESSION_KEY, session);
  });
  return (
    <ModalDialog labelledBy="session-over" isOpaque onCancel={() => undefined}>
      <SignInErrors answers={answers} />
      <h2 id="session-over" className="nhsuk-heading-m">
        Your session has ended
      </h2>
      <p>Sign in to carry on. What you entered is still here.</p>
      <SignInFields answers={answers} />
      <p>
        <a href="/sign-in">Sign in as somebody else</a>. What you entered will be lost.
      </p>
    </ModalDialog>
  );
};

/** Leaves the page of somebody else's data when nothing on it is unsaved. */
const GoToSessionEnded = () => {
  const { queries, watch } = useRuntime();
  const navigate = useNavigate();
  useEffect(() => {
    const to = window.location.pathname + window.location.search;
    watch.stopped();
    void navigate({ to: '/session-ended', search: { to } }).then(() => queries.clear());
  }, [navigate, queries, watch]);
  return null;
};

export const SessionDialogs = () => {
  const { watch } = useRuntime();
  const state = useSyncExternalStore(watch.subscribe, () => watch.state);
  if (state === 'ending') return <EndingDialog />;
  if (state === 'ended') return hasUnsaved() ? <SignInAgainDialog /> : <GoToSessionEnded />;
  return null;
};
