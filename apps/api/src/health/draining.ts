import { Injectable } from '@nestjs/common';

/** Set when the process was asked to stop: it goes on serving for a moment, but takes no new traffic. */
@Injectable()
export class Draining {
  begun = false;
}
