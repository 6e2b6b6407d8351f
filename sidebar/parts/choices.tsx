import type {ComponentChildren} from 'preact';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: ComponentChildren;
}

/** One of a few, all of them in sight. */
export function Choices<Value extends string>({
  id,
  legend,
  options,
  chosen,
  choose,
  help,
  isLegendOnlyHeard = false,
}: {
  readonly id: string;
  readonly legend: string;
  readonly options: readonly ChoiceOption<Value>[];
  /** Null while nothing is chosen. */
  readonly chosen: Value | null;
  readonly choose: (value: Value) => void;
  readonly help?: string;
  readonly isLegendOnlyHeard?: boolean;
}) {
  return (
    <fieldset class="stack tight" aria-describedby={help === undefined ? undefined : `${id}-help`}>
      <legend class={isLegendOnlyHeard ? 'only-heard' : undefined}>{legend}</legend>
      {options.map(({value, label}) => (
        <div class="tick" key={value}>
          <input
            type="radio"
            id={`${id}-${value.replace(/\W+/g, '-')}`}
            name={id}
            checked={value === chosen}
            onChange={() => choose(value)}
          />
          <label htmlFor={`${id}-${value.replace(/\W+/g, '-')}`}>{label}</label>
        </div>
      ))}
      {help !== undefined && (
        <p class="quiet small" id={`${id}-help`}>
          {help}
        </p>
      )}
    </fieldset>
  );
}
