/**
 * Builds what has changed since the last build, and nothing else: the servers with tsc, the client
 * with Vite. `--server-only` leaves the client out. What a build was made from is kept as a hash.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(import.meta.dirname, '..');
const DIST = path.join(ROOT, 'dist');
const SERVER_FOLDERS = ['apps/api', 'apps/worker', 'libs', 'migrations', 'tools', 'test', 'bench'];
const CLIENT_SOURCES = ['apps/admin', 'libs/contract'];
const TSCONFIGS = ['tsconfig.json', 'tsconfig.build.json'];
// Tests are checked by "npm run types" and run from their sources: they are no part of the build.
const NOT_SOURCES = /^(node_modules|dist)$|\.spec\.tsx?$/;
/** What the servers read from beside their code, and tsc leaves behind. */
const ASSET = /\.(csv|json|sql|txt|html)$/;

const PARTS = {
  server: {
    sources: [...SERVER_FOLDERS, 'package.json', 'package-lock.json', ...TSCONFIGS],
    output: 'dist/.tsbuildinfo.build',
    build: buildServer,
  },
  client: {
    sources: [...CLIENT_SOURCES, 'package-lock.json'],
    output: 'dist/admin/index.html',
    build: buildClient,
  },
};

/**
 * Brings the build up to date.
 *
 * @returns whether everything built
 */
export function build({ serverOnly = false } = {}) {
  const names = serverOnly ? ['server'] : ['server', 'client'];
  return names.every((name) => upToDate(name) || rebuild(name));
}

function upToDate(name) {
  const { sources, output } = PARTS[name];
  return (
    fs.existsSync(path.join(ROOT, output)) &&
    fs.existsSync(stampFile(name)) &&
    fs.readFileSync(stampFile(name), 'utf8') === hashOf(sources)
  );
}

function rebuild(name) {
  const { sources } = PARTS[name];
  if (name === 'client' && !fs.existsSync(path.join(ROOT, 'apps/admin/index.html'))) return true;
  const started = performance.now();
  // Taken before the build: a file saved meanwhile makes the next build look again.
  const hash = hashOf(sources);
  fs.rmSync(stampFile(name), { force: true });
  if (!PARTS[name].build()) return false;
  fs.mkdirSync(path.dirname(stampFile(name)), { recursive: true });
  fs.writeFileSync(stampFile(name), hash);
  console.log(`built the ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return true;
}

function buildServer() {
  removeOrphans();
  const built = run('typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
  if (built) copyAssets();
  return built;
}

function buildClient() {
  return run('vite/bin/vite.js', ['build', 'apps/admin', '--logLevel', 'warn']);
}

function run(bin, args) {
  const program = path.join(ROOT, 'node_modules', bin);
  const { status } = spawnSync(process.execPath, [program, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  return status === 0;
}

/** A deleted source must not live on in the build. */
function removeOrphans() {
  for (const folder of SERVER_FOLDERS) {
    for (const file of filesIn(path.join(DIST, folder))) {
      const source = path.relative(DIST, file).replace(/\.js(\.map)?$/, '');
      if (!/\.js(\.map)?$/.test(file) || fs.existsSync(path.join(ROOT, `${source}.ts`))) continue;
      fs.rmSync(file);
    }
  }
}

function copyAssets() {
  for (const folder of SERVER_FOLDERS) {
    for (const file of filesIn(path.join(ROOT, folder))) {
      if (!ASSET.test(file) || path.basename(file).startsWith('tsconfig')) continue;
      const target = path.join(DIST, path.relative(ROOT, file));
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.copyFileSync(file, target);
    }
  }
}

function hashOf(sources) {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) {
    for (const file of filesIn(path.join(ROOT, source))) {
      hash.update(path.relative(ROOT, file)).update('\0').update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function filesIn(at) {
  const stat = fs.statSync(at, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [at];
  return fs
    .readdirSync(at)
    .filter((name) => !NOT_SOURCES.test(name))
    .sort()
    .flatMap((name) => filesIn(path.join(at, name)));
}

const stampFile = (name) => path.join(DIST, '.stamps', name);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = build({ serverOnly: process.argv.includes('--server-only') }) ? 0 : 1;
}
