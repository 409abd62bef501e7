import {
  CodeField,
  DateField,
  ListCodeField,
  TextField,
  TextsField,
} from '../../shared/validators.js';
import { OFFERED_COMMANDS } from '../offered-commands.js';

const TRANSITIONS = OFFERED_COMMANDS.filter((command) => command !== 'allocate');

/** A step of the lifecycle by name, with what that step must capture; docs/lifecycles.md lists it. */
export class TransitionRequest {
  @CodeField(TRANSITIONS)
  readonly command!: (typeof TRANSITIONS)[number];

  @ListCodeField({
    optional: true,
    description: 'A code of the list of the step, such as rejection_reasons.',
  })
  readonly reasonCode?: string | null;

  @ListCodeField({ optional: true, description: 'Second level of a closure reason.' })
  readonly detailCode?: string | null;

  @TextField(500, { optional: true })
  readonly text?: string | null;

  @TextField(500, { optional: true, description: 'With reject: where else the person could go.' })
  readonly suggestedAlternative?: string | null;

  @DateField({ optional: true, description: 'With hold.' })
  readonly until?: string | null;

  @TextField(2000, {
    optional: true,
    description: 'With close: what was done and what came of it.',
  })
  readonly summary?: string | null;

  @ListCodeField({ optional: true, description: 'With close: why there are no scores at the end.' })
  readonly noFollowUpReason?: string | null;

  @TextsField(20, 500, {
    optional: true,
    description: 'With close: what the practice is asked to do; an empty list says nothing.',
  })
  readonly actionsForGp?: string[] | null;
}
