export interface WelcomeFacts {
  readonly port: number;
  /** Undefined when a real mail server is used. */
  readonly inboxUrl: string | undefined;
  readonly seconds: number;
}

interface SignIn {
  readonly role: string;
  readonly email: string;
  readonly name: string;
}

/** Says where everything is, and who can sign in. */
export function welcome(facts: WelcomeFacts, signIns: readonly SignIn[], password: string): string {
  const addresses = [
    ['Trellis', `http://localhost:${facts.port}/`],
    ['API', `http://localhost:${facts.port}/api/`],
    ['Mail inbox', facts.inboxUrl ?? 'the mail server of SMTP_URL'],
  ];
  const lines = [
    '',
    `Trellis is ready (${facts.seconds.toFixed(1)} s)`,
    '',
    ...addresses.map(([name = '', address = '']) => `  ${name.padEnd(12)}${address}`),
    '',
    `Demo sign-ins, all with the password ${password}`,
    '',
    ...signIns.map(({ role, email, name }) => `  ${role.padEnd(18)}${email.padEnd(38)}${name}`),
    '',
    'Stop with Ctrl-C. The data stays until "npm run reset".',
    '',
  ];
  return lines.join('\n');
}

export async function printWelcome(facts: WelcomeFacts): Promise<void> {
  const signIns: string = '#tools/demo/sign-ins.js';
  const { DEMO_SIGN_INS, DEMO_PASSWORD } = (await import(signIns)) as {
    DEMO_SIGN_INS: readonly SignIn[];
    DEMO_PASSWORD: string;
  };
  console.log(welcome(facts, DEMO_SIGN_INS, DEMO_PASSWORD));
}
