import type {ComponentChildren} from 'preact';
import {Field} from './field.tsx';

interface SelectFieldProps {
  readonly id: string;
  readonly label: string;
  readonly help?: ComponentChildren;
  readonly problem?: string | null;
  /** In their order: the value and what it is called. */
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

/** A field in which one of several is chosen. */
export function SelectField({options, value, onChoose, ...field}: SelectFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
          {options.map(([option, label]) => (
            <option key={option} value={option}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
