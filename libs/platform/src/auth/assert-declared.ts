import type { INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ACTION, PUBLIC } from './access.js';

/**
 * Refuses to start while any route has neither `@Does` nor `@Public`: what nobody declared, nobody may call.
 *
 * @throws Error naming the handlers
 */
export function assertEveryRouteDeclared(app: INestApplicationContext): void {
  const scanner = new MetadataScanner();
  const undeclared: string[] = [];
  for (const module of app.get(ModulesContainer, { strict: false }).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype: object = metatype.prototype as object;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const handler: unknown = Reflect.get(prototype, name);
        if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler))
          continue;
        const declared =
          Reflect.hasMetadata(ACTION, handler) || Reflect.hasMetadata(PUBLIC, handler);
        if (!declared) undeclared.push(`${metatype.name}.${name}`);
      }
    }
  }
  if (undeclared.length > 0) {
    throw new Error(`Routes without a declared action: ${undeclared.join(', ')}`);
  }
}
