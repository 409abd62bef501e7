/**
 * How it is safe to reach somebody, from the row named `reach`. Where the asker may not know, or
 * nothing is recorded, there is no row, and no channel is open.
 */
export const SAFE_CONTACT = `json_build_object(
  'mayPhone', coalesce(reach.may_phone, false), 'mayText', coalesce(reach.may_text, false),
  'mayEmail', coalesce(reach.may_email, false), 'mayPost', coalesce(reach.may_post, false),
  'mayLeaveMessage', coalesce(reach.may_leave_message, false), 'safeFrom', to_char(reach.safe_from, 'HH24:MI'),
  'safeTo', to_char(reach.safe_to, 'HH24:MI'), 'codeWord', reach.code_word,
  'contactProhibited', coalesce(reach.contact_prohibited, false), 'preferredMethod', reach.preferred_method)`;
