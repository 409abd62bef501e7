import { ErrorMessage, Fieldset, HintText } from 'nhsuk-react-components';
import type { ReactNode } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';

export interface Choice {
  readonly value: string;
  readonly label: ReactNode;
  readonly hint?: string | undefined;
}

interface GroupProps {
  /** Name of the field, and id of its first control: links of the error summary go there. */
  readonly name: string;
  readonly legend: string;
  readonly legendSize?: 's' | 'm';
  readonly hint?: string | undefined;
  readonly error: string | undefined;
  readonly children: ReactNode;
}

/** A question with several controls. Our own radios and ticks: the package's bring the NHS scripts. */
export const ChoiceGroup = ({
  name,
  legend,
  legendSize = 's',
  hint,
  error,
  children,
}: GroupProps) => {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return (
    <div className={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
      <Fieldset {...(described ? { 'aria-describedby': described } : {})}>
        <Fieldset.Legend size={legendSize}>{legend}</Fieldset.Legend>
        {hint && <HintText id={`${name}-hint`}>{hint}</HintText>}
        {error && <ErrorMessage id={`${name}-error`}>{error}</ErrorMessage>}
        {children}
      </Fieldset>
    </div>
  );
};

export const idOf = (name: string, index: number, value: string): string =>
  index === 0 ? name : `${name}-${value}`;

interface ChoicesProps {
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly field: UseFormRegisterReturn;
  readonly columns?: boolean;
}

export const Ticks = ({ name, choices, field, columns }: ChoicesProps) => (
  <div className={`nhsuk-checkboxes nhsuk-checkboxes--small${columns ? ' tr-columns' : ''}`}>
    {choices.map(({ value, label, hint }, index) => {
      const id = idOf(name, index, value);
      return (
        <div className="nhsuk-checkboxes__item" key={value}>
          <input
            className="nhsuk-checkboxes__input"
            id={id}
            type="checkbox"
            value={value}
            aria-describedby={hint ? `${id}-hint` : undefined}
            {...field}
          />
          <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>
            {label}
          </label>
          {hint && (
            <div id={`${id}-hint`} className="nhsuk-hint nhsuk-checkboxes__hint">
              {hint}
            </div>
          )}
        </div>
      );
    })}
  </div>
);

export const Radios = ({
  name,
  choices,
  field,
  inline,
  columns,
}: ChoicesProps & { inline?: boolean }) => (
  <div
    className={`nhsuk-radios nhsuk-radios--small${inline ? ' nhsuk-radios--inline' : ''}${columns ? ' tr-columns' : ''}`}
  >
    {choices.map(({ value, label, hint }, index) => {
      const id = idOf(name, index, value);
      return (
        <div className="nhsuk-radios__item" key={value}>
          <input
            className="nhsuk-radios__input"
            id={id}
            type="radio"
            value={value}
            aria-describedby={hint ? `${id}-hint` : undefined}
            {...field}
          />
          <label className="nhsuk-label nhsuk-radios__label" htmlFor={id}>
            {label}
          </label>
          {hint && (
            <div id={`${id}-hint`} className="nhsuk-hint nhsuk-radios__hint">
              {hint}
            </div>
          )}
        </div>
      );
    })}
  </div>
);

interface TickProps {
  readonly name: string;
  readonly label: ReactNode;
  readonly field: UseFormRegisterReturn;
  readonly error?: string | undefined;
}

/** One tick that stands alone, such as "They agree". */
export const Tick = ({ name, label, field, error }: TickProps) => (
  <div className={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
    {error && <ErrorMessage id={`${name}-error`}>{error}</ErrorMessage>}
    <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
      <div className="nhsuk-checkboxes__item">
        <input
          className="nhsuk-checkboxes__input"
          id={name}
          type="checkbox"
          aria-describedby={error ? `${name}-error` : undefined}
          {...field}
        />
        <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={name}>
          {label}
        </label>
      </div>
    </div>
  </div>
);
