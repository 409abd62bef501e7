import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '#domain/shared/domain-error.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id in a path. What cannot be an id names nothing, so it answers like an absent one: 404. */
@Injectable()
export class UuidPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!UUID.test(value))
      throw new DomainError('not_found', 'record/not-found', 'There is no such record.');
    return value.toLowerCase();
  }
}
