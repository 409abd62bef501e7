/** Content type of answers that PostgreSQL wrote as text. */
export const JSON_TEXT = 'application/json; charset=utf-8';

/**
 * Joins JSON that PostgreSQL built with members the rules add, without parsing what was built.
 *
 * @param members values that are put first, each serialised here
 * @param texts members that are JSON text already
 * @param object text of a JSON object, such as `{"id":1}`
 */
export function joinJson(
  members: Readonly<Record<string, unknown>>,
  texts: Readonly<Record<string, string>>,
  object = '{}',
): string {
  const parts = [
    ...Object.entries(members)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`),
    ...Object.entries(texts).map(([name, text]) => `${JSON.stringify(name)}:${text}`),
  ];
  const rest = object.slice(1, -1).trim();
  if (rest) parts.push(rest);
  return `{${parts.join(',')}}`;
}
