import type {ComponentChildren, InputHTMLAttributes} from 'preact';
import {Field} from './field.tsx';

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly help?: ComponentChildren;
  readonly problem?: string | null;
  readonly value: string;
  readonly onType: (value: string) => void;
  /** Several lines; left out for one. */
  readonly rows?: number;
  /** What else the control is given: its type, the keyboard for it. */
  readonly control?: InputHTMLAttributes<HTMLInputElement>;
}

/** A field that is typed into. */
export function TextField({value, onType, rows, control, ...field}: TextFieldProps) {
  const typing = {
    value,
    onInput: (event: {readonly currentTarget: {readonly value: string}}) => onType(event.currentTarget.value),
  };
  return (
    <Field {...field}>
      {(described) =>
        rows === undefined ? (
          <input {...described} {...control} {...typing} />
        ) : (
          <textarea {...described} rows={rows} spellcheck={control?.spellcheck} {...typing} />
        )
      }
    </Field>
  );
}
