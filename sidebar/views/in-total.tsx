import {AmountsTogether} from '../parts/amounts-together.tsx';

/** What a preview comes to per currency; nothing where no money moves. */
export function InTotal({totals}: {readonly totals: readonly string[]}) {
  if (totals.length === 0) return null;
  return (
    <ul aria-label="In total">
      {totals.map((total) => (
        <li key={total}>
          <AmountsTogether text={total} />
        </li>
      ))}
    </ul>
  );
}
