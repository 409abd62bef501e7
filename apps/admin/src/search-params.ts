type Raw = Readonly<Record<string, unknown>>;

/** Plain addresses (`?status=active&status=on_hold`), not the router's JSON. */
export function parseSearch(search: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    const before = found[name];
    found[name] = before === undefined ? value : [before, value].flat();
  }
  return found;
}

export function stringifySearch(search: Raw): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const each of [value].flat()) {
      if (each !== undefined && each !== null) params.append(name, String(each));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** The values of a parameter that are codes; anything else is dropped, never an error page. */
export function codesOf(raw: Raw, name: string): string[] | undefined {
  const values = [raw[name]]
    .flat()
    .filter(
      (value): value is string => typeof value === 'string' && /^[a-z0-9_]{1,64}$/.test(value),
    );
  return values.length > 0 ? [...new Set(values)] : undefined;
}

/** One value out of a closed set. */
export function oneOf<T extends string>(raw: Raw, name: string, allowed: readonly T[]) {
  return allowed.find((value) => value === raw[name]);
}
