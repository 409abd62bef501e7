import { DEMO_PASSWORD, DEMO_SIGN_INS } from '../demo/sign-ins.js';

export interface WelcomeFacts {
  readonly port: number;
  /** Undefined when a real mail server is used. */
  readonly inboxUrl: string | undefined;
  /** Whether the demo accounts are in this database. */
  readonly hasDemoData: boolean;
  readonly seconds: number;
}

/** Says where everything is, and who can sign in. */
export function welcome(facts: WelcomeFacts): string {
  const addresses = [
    ['Trellis', `http://localhost:${facts.port}/`],
    ['API', `http://localhost:${facts.port}/api/docs`],
    ['Mail inbox', facts.inboxUrl ?? 'the mail server of SMTP_URL'],
  ];
  const lines = [
    '',
    `Trellis is ready (${facts.seconds.toFixed(1)} s)`,
    '',
    ...addresses.map(([name = '', address = '']) => `  ${name.padEnd(12)}${address}`),
    '',
    ...(facts.hasDemoData ? signIns() : []),
    'Stop with Ctrl-C. The data stays until "npm run reset".',
    '',
  ];
  return lines.join('\n');
}

function signIns(): string[] {
  return [
    `Demo sign-ins, all with the password ${DEMO_PASSWORD}`,
    '',
    ...DEMO_SIGN_INS.map(
      ({ role, email, name }) =>
        `  ${role.replaceAll('_', ' ').padEnd(18)}${email.padEnd(34)}${name}`,
    ),
    '',
  ];
}
