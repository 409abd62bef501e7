/** What two answers may differ in and still tell the reader the same. */
export interface Allowance {
  /** Members the product's rules add, which a peer does not have. */
  readonly onlyProduct?: readonly string[];
  /** Members a peer gives in place of them. */
  readonly onlyPeer?: readonly string[];
  /** Members that must both be there or both be missing, whatever they hold, such as cursors. */
  readonly opaque?: readonly string[];
}

/** JSON pointers of everything in which a peer's answer is not the product's. */
export function differences(peer: unknown, product: unknown, allowance: Allowance = {}): string[] {
  const { onlyProduct = [], onlyPeer = [], opaque = [] } = allowance;
  if (!isRecord(peer) || !isRecord(product)) return below(peer, product, '');
  const names = new Set([
    ...Object.keys(peer).filter((name) => !onlyPeer.includes(name)),
    ...Object.keys(product).filter((name) => !onlyProduct.includes(name)),
  ]);
  return [...names].flatMap((name) =>
    opaque.includes(name)
      ? isMissing(peer[name]) === isMissing(product[name])
        ? []
        : [`/${name}`]
      : below(peer[name], product[name], `/${name}`),
  );
}

function below(peer: unknown, product: unknown, pointer: string): string[] {
  if (Array.isArray(peer) && Array.isArray(product)) {
    const length = Math.max(peer.length, product.length);
    return Array.from({ length }, (_, at) =>
      below(peer[at], product[at], `${pointer}/${at}`),
    ).flat();
  }
  if (isRecord(peer) && isRecord(product)) {
    const names = new Set([...Object.keys(peer), ...Object.keys(product)]);
    return [...names].flatMap((name) => below(peer[name], product[name], `${pointer}/${name}`));
  }
  return Object.is(peer, product) ? [] : [pointer || '/'];
}

const isMissing = (value: unknown): boolean => value === null || value === undefined;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
