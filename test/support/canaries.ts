import { newId } from '#platform/ids/uuid.js';
import type { DataSource } from 'typeorm';
import { aScene, type Scene } from './scene.js';
import type { Cast, World } from './world.js';

/** What is planted of one person: each text stands in one place of the record and nowhere else. */
export const CANARIES = {
  familyName: 'Quillfeather',
  nhsNumber: '9990001235',
  birthDate: '1943-07-29',
  mobilePhone: '7700900871',
  homePhone: '1632960872',
  email: 'quokka@canary.example.org',
  codeWord: 'persimmon',
  address: 'Wagtail Row',
  postcode: 'OX4 7ZZ',
  reason: 'marmalade',
  riskDetail: 'xylophone',
  overrideReason: 'bandicoot',
  needDetail: 'tambourine',
  unsharedNote: 'nightjar',
  sharedNote: 'turnstone',
  holdText: 'cassowary',
  cancelText: 'didgeridoo',
  contactChange: 'kookaburra',
} as const;

export type Canary = keyof typeof CANARIES;

/** A number written with spaces or with its country in front is the same number. */
const squeezed = (text: string): string => text.replace(/(?<=\d)[ -](?=\d)/g, '');

/** The canaries that a text holds, in the order of the list. */
export function canariesIn(text: string): Canary[] {
  const squeezedText = squeezed(text);
  return (Object.keys(CANARIES) as Canary[]).filter(
    (name) => text.includes(CANARIES[name]) || squeezedText.includes(CANARIES[name]),
  );
}

/** A scene whose person has a canary in every place where something personal is kept. */
export async function aSceneWithCanaries(db: DataSource, world: World, cast: Cast): Promise<Scene> {
  const scene = await aScene(db, world, cast, {
    patient: {
      familyName: CANARIES.familyName,
      nhsNumber: CANARIES.nhsNumber,
      email: CANARIES.email,
      mobilePhone: `+44${CANARIES.mobilePhone}`,
      codeWord: CANARIES.codeWord,
    },
    referral: { reason: `Wants company, says ${CANARIES.reason}.` },
  });
  const { patient, referralId } = scene;
  const { membershipId } = cast.linkWorker;
  await db.query(`UPDATE patient SET birth_date = $2 WHERE id = $1`, [
    patient.id,
    CANARIES.birthDate,
  ]);
  await db.query(
    `UPDATE patient_contact SET home_phone = $2, address_lines = $3, postcode = $4 WHERE patient_id = $1`,
    [patient.id, `+44${CANARIES.homePhone}`, [`3 ${CANARIES.address}`], CANARIES.postcode],
  );
  await db.query(
    `UPDATE referral SET risk_status = 'risk_recorded', risk_detail = $2, override_reason = $3 WHERE id = $1`,
    [referralId, CANARIES.riskDetail, CANARIES.overrideReason],
  );
  await db.query(
    `INSERT INTO access_need (id, patient_id, code, detail, share_with_venue, venue_wording)
     VALUES ($1, $2, 'wheelchair', $3, true, 'Uses a wheelchair')`,
    [newId(), patient.id, CANARIES.needDetail],
  );
  for (const [note, shared] of [
    [CANARIES.unsharedNote, false],
    [CANARIES.sharedNote, true],
  ] as const) {
    const contactId = newId();
    await db.query(
      `INSERT INTO contact (id, referral_id, patient_id, occurred_at, mode, outcome, note, note_shared, recorded_by)
       VALUES ($1, $2, $3, now(), 'phone', 'spoke', $4, $5, $6)`,
      [contactId, referralId, patient.id, note, shared, membershipId],
    );
    await line(db, scene, 'contact.recorded', { mode: 'phone', outcome: 'spoke' }, contactId);
  }
  return scene;
}

async function line(
  db: DataSource,
  { referralId, cast }: Scene,
  kind: string,
  data: object,
  subjectId: string,
): Promise<void> {
  await db.query(
    `INSERT INTO timeline_event (id, referral_id, kind, actor_id, subject_id, data) VALUES ($1, $2, $3, $4, $5, $6)`,
    [newId(), referralId, kind, cast.linkWorker.membershipId, subjectId, JSON.stringify(data)],
  );
}
