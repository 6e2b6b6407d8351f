import type {ComponentChildren} from 'preact';
import {Problem} from './problem.tsx';

/** What a field's control needs, so that its help and its problem are read with it. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: 'true';
}

export function Field({
  id,
  label,
  help,
  problem = null,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly help?: ComponentChildren;
  readonly problem?: string | null;
  readonly children: (control: ControlProps) => ComponentChildren;
}) {
  const described = [help !== undefined && `${id}-help`, problem !== null && `${id}-problem`].filter(Boolean);
  return (
    <div class="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(described.length > 0 ? {'aria-describedby': described.join(' ')} : {}),
        ...(problem === null ? {} : {'aria-invalid': 'true' as const}),
      })}
      <Problem text={problem} id={`${id}-problem`} />
      {help !== undefined && (
        <p class="quiet small" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}
