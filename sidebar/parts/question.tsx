import {useEffect, useRef} from 'preact/hooks';
import {Button} from './button.tsx';
import {Notice} from './notice.tsx';

/** Asks before something that cannot be taken back. The focus comes to it, and Escape means no. */
export function Question({
  text,
  yes,
  no,
  isDanger = false,
  onYes,
  onNo,
}: {
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly isDanger?: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => group.current?.focus(), []);
  return (
    <fieldset
      ref={group}
      tabIndex={-1}
      aria-label={text}
      data-takes-focus
      onKeyDown={(event) => {
        if (event.key === 'Escape') onNo();
      }}
    >
      <Notice tone="warn">
        <p class="fact">{text}</p>
        <div class="buttons">
          <Button kind={isDanger ? 'danger' : 'action'} onPress={onYes}>
            {yes}
          </Button>
          <Button onPress={onNo}>{no}</Button>
        </div>
      </Notice>
    </fieldset>
  );
}
