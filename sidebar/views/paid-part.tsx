import type {ReversalRequest} from '../../src/core/action-contract.ts';
import {Choices} from '../parts/choices.tsx';

type PaidPart = NonNullable<ReversalRequest['paidPartGoesTo']>;

/** Where money goes that was paid already on what is credited. */
export function PaidPartChoices({
  chosen,
  choose,
}: {
  readonly chosen: PaidPart;
  readonly choose: (paidPartGoesTo: PaidPart) => void;
}) {
  return (
    <Choices
      id="paid-part"
      legend="What was paid already goes"
      options={[
        {value: 'customer balance', label: 'to the balance of the customer'},
        {value: 'refund', label: 'back to how it was paid'},
        {value: 'outside Stripe', label: 'back outside Stripe: we have paid it'},
      ]}
      chosen={chosen}
      choose={choose}
      help="What is not paid yet is just less to pay."
    />
  );
}
