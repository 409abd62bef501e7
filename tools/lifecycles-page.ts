import {
  availablePlacementCommands,
  nextPlacementStatus,
} from '#domain/placements/placement-lifecycle.js';
import { isOpenPlacement, PLACEMENT_STATUSES } from '#domain/placements/placement.js';
import { availableCommands, nextStatus } from '#domain/referrals/referral-lifecycle.js';
import { isTerminal, REFERRAL_STATUSES } from '#domain/referrals/referral.js';

interface Machine<Status extends string, Command extends string> {
  readonly statuses: readonly Status[];
  readonly commands: (status: Status) => readonly Command[];
  readonly next: (status: Status, command: Command) => Status | null;
  readonly isEnd: (status: Status) => boolean;
}

/** docs/lifecycles.md, written from the tables themselves, so that the page cannot part from the code. */
export function lifecyclesPage(): string {
  const referral = drawn({
    statuses: REFERRAL_STATUSES,
    commands: availableCommands,
    next: nextStatus,
    isEnd: isTerminal,
  });
  const placement = drawn({
    statuses: PLACEMENT_STATUSES,
    commands: availablePlacementCommands,
    next: nextPlacementStatus,
    isEnd: (status) => !isOpenPlacement(status),
  });
  return `# The two lifecycles

Written by \`npm run docs:lifecycles\` from \`libs/domain\`; a test compares this page with the tables.
What each step must capture and who may take it is in \`referral-command.ts\`, \`referral-policy.ts\` and
\`placement-lifecycle.ts\`. Urgent, overdue, consent expired and safeguarding open are computed flags, not states.

## Referral: from a practice to a link worker service

${referral}

## Placement: from a link worker to an activity

${placement}
`;
}

function drawn<Status extends string, Command extends string>(
  machine: Machine<Status, Command>,
): string {
  const { statuses, commands, next, isEnd } = machine;
  const rows = statuses.map((status) => {
    const steps = commands(status).map(
      (command) => `\`${command}\` → ${String(next(status, command))}`,
    );
    return `| **${status}**${isEnd(status) ? ' (end)' : ''} | ${steps.join('<br>') || 'nothing more'} |`;
  });
  return ['| State | Steps from here |', '|---|---|', ...rows].join('\n');
}
