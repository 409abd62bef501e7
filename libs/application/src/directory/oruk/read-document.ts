import { isJsonObject, type JsonObject } from './field-reader.js';
import { type ImportProblem, pointerTo, refusal, warning } from './import-problem.js';
import type { FoundRecord } from './read-service.js';

/** Thrown when a document holds nothing that could be imported; says what to give instead. */
export class DocumentRefused extends Error {}

export type Found =
  | { readonly kind: 'service'; readonly found: FoundRecord }
  | { readonly kind: 'organisation'; readonly found: FoundRecord };

export interface DocumentContent {
  readonly records: readonly Found[];
  readonly problems: readonly ImportProblem[];
  /** Terms and taxonomies that were in it: there is nothing of theirs to import. */
  readonly terms: number;
}

type Kind = 'service' | 'organisation' | 'service_at_location' | 'term' | 'unknown';

/** Fields that only one kind of record has, in the order in which they decide. */
const SIGNS: readonly (readonly [Kind, readonly string[]])[] = [
  ['service_at_location', ['location']],
  [
    'service',
    [
      'status',
      'organization',
      'organization_id',
      'service_at_locations',
      'schedules',
      'cost_options',
      'service_areas',
      'minimum_age',
      'maximum_age',
      'assured_date',
      'fees',
      'alert',
    ],
  ],
  [
    'organisation',
    ['services', 'website', 'email', 'logo', 'organization_identifiers', 'parent_organization_id'],
  ],
  [
    'term',
    ['term', 'taxonomy', 'taxonomy_id', 'term_uri', 'parent_id', 'taxonomy_terms', 'version'],
  ],
];

const MAX_DEPTH = 32;

/**
 * Finds the records of a document, whatever its shape: one service, one organisation with services,
 * a service at a location, a list page (`contents`) or a plain list of any of these.
 *
 * @throws DocumentRefused when there is no record at all in it
 */
export function readDocument(document: unknown): DocumentContent {
  if (Array.isArray(document)) return gather(document, '');
  if (!isJsonObject(document)) {
    throw new DocumentRefused(
      'This is not a directory: give an object or a list of Open Referral UK.',
    );
  }
  if (Array.isArray(document['contents'])) {
    const content = gather(document['contents'], '/contents');
    return { ...content, problems: [...pageProblems(document), ...content.problems] };
  }
  if (isFrontPage(document)) {
    throw new DocumentRefused(
      'This is the front page of a directory (api_details), which holds no services. ' +
        'Give the address of the directory, or a file of services.',
    );
  }
  return gatherOne(document, '');
}

const isFrontPage = (document: JsonObject): boolean =>
  'openapi_url' in document || ('version' in document && 'profile' in document);

/** Totals that do not add up say that something was left out on the way. */
function pageProblems({ contents, size }: JsonObject): ImportProblem[] {
  if (!Array.isArray(contents) || size === undefined || size === contents.length) return [];
  const detail = 'Check the page: it does not hold as many records as it says';
  return [warning('/size', 'page_size', detail)];
}

function gather(items: readonly unknown[], path: string): DocumentContent {
  const all = items.map((item, i) => gatherOne(item, pointerTo(path, i)));
  return {
    records: all.flatMap(({ records }) => records),
    problems: all.flatMap(({ problems }) => problems),
    terms: all.reduce((sum, { terms }) => sum + terms, 0),
  };
}

function gatherOne(item: unknown, path: string): DocumentContent {
  if (!isJsonObject(item)) return refusedAs(path, 'type', 'Give an object');
  if (isTooDeep(item)) {
    return refusedAs(path, 'too_deep', 'Nest objects and lists at most 32 deep');
  }
  switch (kindOf(item)) {
    case 'term':
      return { records: [], problems: [], terms: 1 };
    case 'service':
      return only({
        kind: 'service',
        found: { fields: item, path, within: null, hasAllVenues: true },
      });
    case 'organisation':
      return gatherOrganisation(item, path);
    case 'service_at_location':
      return gatherAtLocation(item, path);
    case 'unknown':
      return refusedAs(path, 'unknown_record', 'Give a service or an organisation of ORUK 3.0');
  }
}

const kindOf = (item: JsonObject): Kind =>
  SIGNS.find(([, names]) => names.some((name) => name in item))?.[0] ?? 'unknown';

const only = (record: Found): DocumentContent => ({ records: [record], problems: [], terms: 0 });

const refusedAs = (path: string, code: string, detail: string): DocumentContent => ({
  records: [],
  problems: [refusal(path, code, detail)],
  terms: 0,
});

function gatherOrganisation(fields: JsonObject, path: string): DocumentContent {
  const { services } = fields;
  if (!Array.isArray(services) || services.length === 0) {
    return only({
      kind: 'organisation',
      found: { fields, path, within: null, hasAllVenues: false },
    });
  }
  const within = { fields, path };
  const content = services.map((service: unknown, i) => {
    const at = pointerTo(pointerTo(path, 'services'), i);
    if (!isJsonObject(service)) return refusedAs(at, 'type', 'Give an object');
    const found = { fields: service, path: at, within, hasAllVenues: true };
    return only({ kind: 'service', found });
  });
  return {
    records: content.flatMap(({ records }) => records),
    problems: content.flatMap(({ problems }) => problems),
    terms: 0,
  };
}

/** One place of a service: the service as it stands in it, with this place and no word on others. */
function gatherAtLocation(link: JsonObject, path: string): DocumentContent {
  const { service } = link;
  if (!isJsonObject(service)) {
    return refusedAs(pointerTo(path, 'service'), 'required', 'Give the service at this location');
  }
  const { service: _service, ...rest } = link;
  const fields = { ...service, service_at_locations: [rest] };
  return only({
    kind: 'service',
    found: {
      fields,
      path: pointerTo(path, 'service'),
      within: null,
      hasAllVenues: false,
      placePath: path,
    },
  });
}

/** Looked at level by level: a document nested a million deep must not exhaust the stack. */
function isTooDeep(item: JsonObject): boolean {
  let level: unknown[] = [item];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}
