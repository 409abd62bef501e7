import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

const ROOT = path.resolve(import.meta.dirname, '../..');
const OPTIONS = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
    },
  },
};

/** Where an alias of package.json points in the sources. */
const FOLDERS = [
  [/^#(domain|application|persistence|platform|contract)\//, (layer) => `libs/${layer}/src/`],
  [/^#(api|worker)\//, (app) => `apps/${app}/src/`],
  [/^#(migrations|tools|test)\//, (folder) => `${folder}/`],
];

/** Takes the sources where the application would take the build. */
export function resolve(specifier, context, next) {
  for (const [alias, folderOf] of FOLDERS) {
    const layer = alias.exec(specifier)?.[1];
    if (layer === undefined) continue;
    const file = path.join(ROOT, specifier.replace(alias, folderOf(layer)));
    return { url: pathToFileURL(file.replace(/\.js$/, '.ts')).href, shortCircuit: true };
  }
  const fromSource = context.parentURL?.endsWith('.ts') && /^\.{1,2}\/.*\.js$/.test(specifier);
  return next(fromSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
}

export function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = transformSync(fs.readFileSync(filename, 'utf8'), { ...OPTIONS, filename });
  return { format: 'module', source: code, shortCircuit: true };
}
