import { useRef, useState } from 'react';
import {
  type DefaultValues,
  type FieldErrors,
  type FieldValues,
  type Path,
  useForm,
  type UseFormReturn,
} from 'react-hook-form';
import { ProblemError } from '#contract/client.js';
import { useUnsaved } from '../unsaved.js';
import { type FieldMessage, type PointerMap, sortProblem } from './field-errors.js';

/** Messages by field; no message, no error. */
export type Checked<T> = Partial<Record<keyof T & string, string>>;

export interface AnswerFormOptions<T extends FieldValues> {
  readonly defaultValues: DefaultValues<T>;
  /** Names of the fields in the order they are on the page: the summary follows it. */
  readonly fields: readonly (keyof T & string)[];
  readonly pointers?: PointerMap;
  readonly check: (values: T) => Checked<T>;
  /** The key is the same for every try of this form, so that a second try cannot send it twice. */
  readonly send: (values: T, idempotencyKey: string) => Promise<void>;
  /** What to say when no answer came: "The referral was not sent." */
  readonly notSent: string;
  /** Looks at a refusal first; true when the page shows it itself. */
  readonly onRefused?: (error: ProblemError) => boolean;
}

export interface AnswerForm<T extends FieldValues> {
  readonly form: UseFormReturn<T>;
  readonly errors: readonly FieldMessage[];
  readonly general: readonly string[];
  readonly attempt: number;
  readonly isSending: boolean;
  readonly submit: (event?: { preventDefault(): void }) => void;
  readonly errorOf: (field: keyof T & string) => string | undefined;
}

const KEPT = 'Your answers are still here. Try again.';

/** Whether the API judged the answers; otherwise nothing is known of them, and trying again helps. */
const wasJudged = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && error.problem.status < 500 && error.problem.status !== 401;

/** Puts a refusal where the person will see it: on fields, in the summary, or where the page says. */
function useRefusals<T extends FieldValues>(form: UseFormReturn<T>, options: AnswerFormOptions<T>) {
  const [general, setGeneral] = useState<readonly string[]>([]);
  const refuse = (error: unknown): void => {
    if (!wasJudged(error)) {
      setGeneral([`${options.notSent} ${KEPT}`]);
      return;
    }
    if (options.onRefused?.(error)) return;
    const sorted = sortProblem(error.problem, options.pointers ?? {}, options.fields);
    setGeneral(sorted.general);
    for (const { field, message } of sorted.onFields) {
      form.setError(field as Path<T>, { type: 'server', message });
    }
  };
  return { general, refuse, forget: () => setGeneral([]) };
}

/** A form whose checks are one pure function, and whose server errors land on its fields. */
export function useAnswerForm<T extends FieldValues>(options: AnswerFormOptions<T>): AnswerForm<T> {
  const key = useRef<string>(crypto.randomUUID());
  const sending = useRef(false);
  const form = useForm<T>({
    defaultValues: options.defaultValues,
    shouldFocusError: false,
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
    resolver: (values) => resolved(values, options.check(values)),
  });
  const { errors, isSubmitting, submitCount, isDirty } = form.formState;
  const { general, refuse, forget } = useRefusals(form, options);
  useUnsaved(isDirty);

  const handle = form.handleSubmit(async (values) => {
    forget();
    try {
      await options.send(values, key.current);
      key.current = crypto.randomUUID();
      form.reset(values);
    } catch (error) {
      refuse(error);
    }
  }, forget);

  const submit = (event?: { preventDefault(): void }): void => {
    event?.preventDefault();
    if (sending.current) return;
    sending.current = true;
    void handle().finally(() => {
      sending.current = false;
    });
  };

  const errorOf = (field: string): string | undefined => messageOf(errors, field);
  return {
    form,
    errors: options.fields.flatMap((field) => {
      const message = errorOf(field);
      return message ? [{ field, message }] : [];
    }),
    general,
    attempt: submitCount,
    isSending: isSubmitting,
    submit,
    errorOf,
  };
}

function messageOf<T extends FieldValues>(
  errors: FieldErrors<T>,
  field: string,
): string | undefined {
  const message = errors[field]?.message;
  return typeof message === 'string' ? message : undefined;
}

function resolved<T extends FieldValues>(values: T, checked: Checked<T>) {
  const wrong = Object.entries(checked).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  if (wrong.length === 0) return { values, errors: {} };
  const errors = Object.fromEntries(
    wrong.map(([field, message]) => [field, { type: 'check', message }]),
  );
  return { values: {}, errors: errors as FieldErrors<T> };
}
