import type { UseFormRegisterReturn } from 'react-hook-form';
import { ChoiceGroup } from './choices.js';

interface Props {
  readonly name: string;
  readonly day: UseFormRegisterReturn;
  readonly month: UseFormRegisterReturn;
  readonly year: UseFormRegisterReturn;
  readonly legend: string;
  readonly hint?: string;
  readonly error: string | undefined;
}

/**
 * Day, month and year in three boxes. Our own: the package's date input keeps a copy of the date and
 * does not see when the form changes it, as a default next step does.
 */
export const DateField = ({ name, day, month, year, legend, hint, error }: Props) => {
  const part = (label: string, field: UseFormRegisterReturn, id: string, width: 2 | 4) => (
    <div className="nhsuk-date-input__item">
      <div className="nhsuk-form-group">
        <label className="nhsuk-label nhsuk-date-input__label" htmlFor={id}>
          {label}
        </label>
        <input
          id={id}
          type="text"
          inputMode="numeric"
          className={`nhsuk-input nhsuk-date-input__input nhsuk-input--width-${width}${error ? ' nhsuk-input--error' : ''}`}
          {...field}
        />
      </div>
    </div>
  );
  return (
    <ChoiceGroup name={name} legend={legend} hint={hint} error={error}>
      <div className="nhsuk-date-input">
        {part('Day', day, name, 2)}
        {part('Month', month, `${name}-month`, 2)}
        {part('Year', year, `${name}-year`, 4)}
      </div>
    </ChoiceGroup>
  );
};
