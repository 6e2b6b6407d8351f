import type {ComponentChildren} from 'preact';

/** A part of a view. It takes the focus when the control that had it has gone. */
export function Section({
  title,
  beside,
  children,
}: {
  readonly title: string;
  /** Stands at the end of the title's line. */
  readonly beside?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="section" aria-label={title} data-takes-focus tabIndex={-1}>
      <div class="heading-row">
        <h2>{title}</h2>
        {beside}
      </div>
      {children}
    </section>
  );
}
