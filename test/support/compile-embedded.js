import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformFile } from '@swc/core';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SOURCES = path.join(ROOT, 'libs/platform/src/embedded');
const OUTPUT = path.join(ROOT, '.trellis/test-support/embedded');

/**
 * Jest runs its global setup outside its transforms. The few files of the embedded servers are
 * compiled here, so that a single test can be run without a build.
 */
export async function compileEmbedded() {
  fs.mkdirSync(OUTPUT, { recursive: true });
  const names = fs.readdirSync(SOURCES).filter((name) => /^[a-z-]+\.ts$/.test(name));
  await Promise.all(names.map(compile));
  const postgres = await load('embedded-postgres.js');
  const redis = await load('embedded-redis.js');
  return { ...postgres, ...redis };
}

async function compile(name) {
  const { code } = await transformFile(path.join(SOURCES, name), {
    swcrc: false,
    module: { type: 'es6' },
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
  });
  const target = path.join(OUTPUT, name.replace(/\.ts$/, '.js'));
  // Renamed into place: another run may be reading the same file.
  const unfinished = `${target}.${process.pid}`;
  fs.writeFileSync(unfinished, code);
  fs.renameSync(unfinished, target);
}

const load = (name) => import(pathToFileURL(path.join(OUTPUT, name)).href);
