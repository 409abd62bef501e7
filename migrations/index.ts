import { OrganisationsAndPeople1764000001000 } from './1764000001000-organisations-and-people.js';
import { CodeLists1764000002000 } from './1764000002000-code-lists.js';
import { PatientsAndConsent1764000003000 } from './1764000003000-patients-and-consent.js';
import { Referrals1764000004000 } from './1764000004000-referrals.js';
import { Directory1764000005000 } from './1764000005000-directory.js';
import { Placements1764000006000 } from './1764000006000-placements.js';
import { MessagesAndOutbox1764000007000 } from './1764000007000-messages-and-outbox.js';
import { Audit1764000008000 } from './1764000008000-audit.js';
import { SessionSignals1764000009000 } from './1764000009000-session-signals.js';

/** Every migration, oldest first. An explicit list, so that what runs is what was reviewed. */
export const migrations = [
  OrganisationsAndPeople1764000001000,
  CodeLists1764000002000,
  PatientsAndConsent1764000003000,
  Referrals1764000004000,
  Directory1764000005000,
  Placements1764000006000,
  MessagesAndOutbox1764000007000,
  Audit1764000008000,
  SessionSignals1764000009000,
];
