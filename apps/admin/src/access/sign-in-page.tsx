import { useSearch } from '@tanstack/react-router';
import { PageHeading } from '../ui/page-heading.js';
import { SignInErrors, SignInFields } from './sign-in-fields.js';
import { useSignInPage } from './use-sign-in.js';

export const SignInPage = () => {
  const { to } = useSearch({ from: '/sign-in' });
  const answers = useSignInPage(to);
  return (
    <div className="tr-narrow">
      <SignInErrors answers={answers} />
      <PageHeading title="Sign in" />
      <SignInFields answers={answers} />
    </div>
  );
};
