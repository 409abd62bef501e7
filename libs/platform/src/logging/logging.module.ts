import { type DynamicModule, Global, Module } from '@nestjs/common';
import { StructuredLogger } from './logger.js';

/** Gives every class of the process the one logger. */
@Global()
@Module({})
export class LoggingModule {
  static with(logger: StructuredLogger): DynamicModule {
    return {
      module: LoggingModule,
      providers: [{ provide: StructuredLogger, useValue: logger }],
      exports: [StructuredLogger],
    };
  }
}
