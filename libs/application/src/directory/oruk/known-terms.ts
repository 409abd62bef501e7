import type { FieldReader } from './field-reader.js';
import type { KnownAttributes } from './directory-record.js';

/**
 * What terms of other people's taxonomies mean to us. Keys are lower case: `taxonomy:term`, the
 * address of a term, or a term or name alone. What is not here means nothing to us, and is no fault.
 */
export interface KnownTerms {
  readonly needs: Readonly<Record<string, readonly string[]>>;
  readonly accessFeatures: Readonly<Record<string, readonly string[]>>;
  readonly traits: Readonly<Record<string, 'drop_in' | 'discreet' | 'instant_booking'>>;
}

export const NO_KNOWN_TERMS: KnownTerms = { needs: {}, accessFeatures: {}, traits: {} };

function keysOf(attribute: FieldReader): string[] {
  const term = attribute.child('taxonomy_term');
  if (!term) return [];
  const taxonomy = term.text('taxonomy');
  const code = term.text('term');
  const keys = [
    taxonomy !== null && code !== null ? `${taxonomy}:${code}` : null,
    term.text('term_uri', { max: 2000 }),
    code,
    term.text('name'),
  ];
  return keys.flatMap((key) => (key === null ? [] : [key.toLowerCase()]));
}

/** The first key that is known decides; `Object.hasOwn`, because the keys come from outside. */
function lookUp<T>(table: Readonly<Record<string, T>>, keys: readonly string[]): T | undefined {
  const key = keys.find((candidate) => Object.hasOwn(table, candidate));
  return key === undefined ? undefined : table[key];
}

const unique = (codes: readonly string[]): string[] => [...new Set(codes)].sort();

export function knownAttributes(
  attributes: readonly FieldReader[],
  known: KnownTerms,
): KnownAttributes {
  const all = attributes.map(keysOf);
  const traits = new Set(all.map((keys) => lookUp(known.traits, keys)));
  return {
    needCodes: unique(all.flatMap((keys) => lookUp(known.needs, keys) ?? [])),
    isDropIn: traits.has('drop_in'),
    isDiscreet: traits.has('discreet'),
    isInstantBooking: traits.has('instant_booking'),
  };
}

export const knownAccessFeatures = (
  attributes: readonly FieldReader[],
  known: KnownTerms,
): string[] =>
  unique(attributes.flatMap((attribute) => lookUp(known.accessFeatures, keysOf(attribute)) ?? []));
