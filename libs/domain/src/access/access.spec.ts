import { describe, expect, it } from '@jest/globals';
import { AUDIT_ACTIONS } from '../audit/audit-event.js';
import { ACTIONS, mayAct, ROLE_ACTIONS } from './actions.js';
import { mayHoldRole, ORGANISATION_KINDS, ROLES } from './role.js';

describe('roles', () => {
  it('exist only in the kind of organisation they belong to', () => {
    const places = Object.fromEntries(
      ROLES.map((role) => [role, ORGANISATION_KINDS.filter((kind) => mayHoldRole(role, kind))]),
    );

    expect(places).toEqual({
      referrer: ['gp_practice'],
      link_worker: ['link_worker_provider'],
      team_lead: ['link_worker_provider'],
      venue_staff: ['venue_provider'],
      administrator: ORGANISATION_KINDS,
      auditor: ORGANISATION_KINDS,
    });
  });
});

describe('actions', () => {
  it('are each open to somebody', () => {
    expect(ACTIONS.filter((action) => ROLE_ACTIONS[action].length === 0)).toEqual([]);
  });

  it('let nobody who runs the system, or a venue, near the record of a person', () => {
    const clinical = ACTIONS.filter((action) =>
      /^(patient|referral|consent|contact|match|message|placement|booking)\./.test(action),
    );

    for (const role of ['administrator', 'auditor', 'venue_staff'] as const) {
      expect(clinical.filter((action) => mayAct(role, action))).toEqual([]);
    }
  });

  it('open the audit to administrators and auditors alone', () => {
    expect(ROLE_ACTIONS['audit.search']).toEqual(['administrator', 'auditor']);
  });

  it('open a patient search and a new referral to referrers alone', () => {
    expect(ROLE_ACTIONS['patient.find']).toEqual(['referrer']);
    expect(ROLE_ACTIONS['referral.create']).toEqual(['referrer']);
  });

  it('open the register of a session to the venue alone', () => {
    expect(ROLE_ACTIONS['register.read']).toEqual(['venue_staff']);
    expect(ROLE_ACTIONS['session.list_venue']).toEqual(['venue_staff']);
  });
});

describe('audit actions', () => {
  it('are named once each', () => {
    expect(new Set(AUDIT_ACTIONS).size).toBe(AUDIT_ACTIONS.length);
  });
});
