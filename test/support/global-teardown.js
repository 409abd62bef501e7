/** Stops what global-setup.js started; servers that were given by address stay as they are. */
export default async function globalTeardown() {
  const stops = globalThis.trellisTestServers ?? [];
  globalThis.trellisTestServers = undefined;
  await Promise.all(stops.map((stop) => stop()));
}
