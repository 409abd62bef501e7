import { type MouseEvent, useEffect, useRef } from 'react';
import type { FieldMessage } from './field-errors.js';

interface Props {
  readonly errors: readonly FieldMessage[];
  readonly general: readonly string[];
  /** Counts the tries to send: the summary takes the focus after each one that failed. */
  readonly attempt: number;
}

function goToField(event: MouseEvent<HTMLAnchorElement>, field: string): void {
  event.preventDefault();
  const control = document.getElementById(field);
  control?.closest('.nhsuk-form-group')?.scrollIntoView();
  control?.focus({ preventScroll: true });
}

/** All that is wrong, above the form. Our own: the NHS script takes the focus on the first try only. */
export const ErrorSummary = ({ errors, general, attempt }: Props) => {
  const ref = useRef<HTMLDivElement>(null);
  const isShown = errors.length + general.length > 0;
  useEffect(() => {
    if (isShown) ref.current?.focus();
  }, [attempt, isShown]);
  if (!isShown) return null;
  return (
    <div ref={ref} tabIndex={-1} className="nhsuk-error-summary">
      <div role="alert">
        <h2 className="nhsuk-error-summary__title">There is a problem</h2>
        <div className="nhsuk-error-summary__body">
          <ul className="nhsuk-list nhsuk-error-summary__list">
            {errors.map(({ field, message }) => (
              <li key={field}>
                <a href={`#${field}`} onClick={(event) => goToField(event, field)}>
                  {message}
                </a>
              </li>
            ))}
            {general.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
};
