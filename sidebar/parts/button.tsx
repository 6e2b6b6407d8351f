import type {ComponentChildren} from 'preact';

interface ButtonProps {
  readonly onPress?: () => void;
  /** A candidate is one of several to choose from, as wide as the view. */
  readonly kind?: 'action' | 'plain' | 'danger' | 'link' | 'candidate';
  readonly type?: 'button' | 'submit';
  /** It keeps the focus while it cannot be pressed, which `disabled` would take from it. */
  readonly isOff?: boolean;
  /** Id of the sentence that says why it cannot be pressed, or what it does. */
  readonly describedBy?: string | null;
  /** Where the words on it do not say what of several it is about. */
  readonly label?: string;
  readonly children: ComponentChildren;
}

export function Button({
  onPress,
  kind = 'plain',
  type = 'button',
  isOff = false,
  describedBy = null,
  label,
  children,
}: ButtonProps) {
  return (
    <button
      type={type}
      class={kind}
      aria-label={label}
      aria-describedby={describedBy ?? undefined}
      aria-disabled={isOff ? 'true' : undefined}
      onClick={(event) => {
        if (isOff) event.preventDefault();
        else onPress?.();
      }}
    >
      {children}
    </button>
  );
}
