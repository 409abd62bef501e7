import { Select } from 'nhsuk-react-components';
import type { UseFormRegisterReturn } from 'react-hook-form';
import type { Choice } from './choices.js';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly labelSize?: 's';
  readonly hint?: string;
  readonly empty?: string;
  readonly choices: readonly Choice[];
  readonly field: UseFormRegisterReturn;
  readonly error: string | undefined;
}

export const SelectField = ({
  name,
  label,
  labelSize,
  hint,
  empty,
  choices,
  field,
  error,
}: Props) => (
  <Select
    id={name}
    label={label}
    {...(labelSize ? { labelProps: { size: labelSize } } : {})}
    hint={hint}
    error={error}
    {...field}
  >
    {empty !== undefined && <Select.Option value="">{empty}</Select.Option>}
    {choices.map(({ value, label: words }) => (
      <Select.Option key={value} value={value}>
        {words}
      </Select.Option>
    ))}
  </Select>
);
