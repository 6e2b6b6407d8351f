import type {ActionName, ActionOffer} from '../../src/core/action-contract.ts';
import {Button} from '../parts/button.tsx';
import {type ActionForm, type FormProblem, reasonCodesOf} from '../state/action-form.ts';
import {AgreedDayFields, DetailFields, PaymentFields} from './action-fields.tsx';
import {CreditFields} from './credit-fields.tsx';
import {ReasonFields} from './reason-fields.tsx';
import {useProblemFocus} from './step-focus.ts';

/** What the fields of an action are drawn from. */
export interface FieldsProps {
  readonly form: ActionForm;
  readonly offers: readonly ActionOffer[];
  readonly problemOf: (field: string) => string | null;
  readonly type: (change: Partial<ActionForm>) => void;
}

/** What an action needs to know, and nothing else. */
export function ActionFormView({
  name,
  form,
  problems,
  offers,
  isOff,
  type,
  preview,
  back,
}: {
  readonly name: ActionName;
  readonly form: ActionForm;
  readonly problems: readonly FormProblem[];
  readonly offers: readonly ActionOffer[];
  readonly isOff: boolean;
  readonly type: (change: Partial<ActionForm>) => void;
  readonly preview: () => void;
  readonly back: () => void;
}) {
  const element = useProblemFocus(problems);
  const problemOf = (field: string) => problems.find((problem) => problem.field === field)?.message ?? null;
  const props = {form, offers, problemOf, type};
  return (
    <form
      ref={element}
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isOff) preview();
      }}
    >
      <OwnFields name={name} {...props} />
      <ReasonFields
        codes={reasonCodesOf(name, offers)}
        reasonCode={form.reasonCode}
        reason={form.reason}
        problemOf={problemOf}
        type={type}
      />
      <div class="buttons">
        <Button kind="action" type="submit" isOff={isOff}>
          Preview
        </Button>
        <Button isOff={isOff} onPress={back}>
          Another action
        </Button>
      </div>
      <p class="small quiet">The preview changes nothing.</p>
    </form>
  );
}

function OwnFields({name, ...props}: FieldsProps & {readonly name: ActionName}) {
  switch (name) {
    case 'record-payment':
    case 'record-recovery':
      return <PaymentFields {...props} />;
    case 'credit':
      return <CreditFields {...props} />;
    case 'agree-pay-by':
      return <AgreedDayFields {...props} />;
    case 'change-details':
      return <DetailFields {...props} />;
    default:
      return null;
  }
}
