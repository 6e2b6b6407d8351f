/** What is wrong with something typed or ticked. */
export function Problem({text, id}: {readonly text: string | null; readonly id?: string}) {
  if (text === null) return null;
  return (
    <p class="problem" id={id}>
      <span aria-hidden="true">⚠ </span>
      {text}
    </p>
  );
}
