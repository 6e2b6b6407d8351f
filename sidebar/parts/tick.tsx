import type {ComponentChildren} from 'preact';

export function Tick({
  id,
  isTicked,
  turn,
  children,
}: {
  readonly id: string;
  readonly isTicked: boolean;
  readonly turn: (isTicked: boolean) => void;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="tick">
      <input
        id={id}
        type="checkbox"
        checked={isTicked}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      <label htmlFor={id}>{children}</label>
    </div>
  );
}
