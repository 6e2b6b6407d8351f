import type {ComponentChildren} from 'preact';

interface ButtonProps {
  readonly onPress?: () => void;
  readonly kind?: 'action' | 'plain' | 'danger' | 'link';
  readonly type?: 'button' | 'submit';
  /** It keeps the focus while it cannot be pressed, which `disabled` would take from it. */
  readonly isOff?: boolean;
  readonly children: ComponentChildren;
}

export function Button({onPress, kind = 'plain', type = 'button', isOff = false, children}: ButtonProps) {
  return (
    <button
      type={type}
      class={kind}
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
