import {
  chooseAction,
  doPreviewed,
  openActions,
  previewAgain,
  previewTyped,
  stopAction,
} from '../jobs/actions.ts';
import type {PagePorts} from '../jobs/page-ports.ts';
import {AmountsTogether} from '../parts/amounts-together.tsx';
import {Button} from '../parts/button.tsx';
import {FailureNotice} from '../parts/notice.tsx';
import {actedOn, doingLabel, invoicesText} from '../state/action-words.ts';
import type {OpenActions} from '../state/actions.ts';
import {ActionChoice} from './action-choice.tsx';
import {ActionFormView} from './action-form.tsx';
import {ActionPreviewView} from './action-preview.tsx';
import {useStepFocus} from './step-focus.ts';
import {WorkStepView} from './work.tsx';

/** From what may be done to what became of it: one step at a time, in the place of the results. */
export function ActionsView({open, ports}: {readonly open: OpenActions; readonly ports: PagePorts}) {
  const {step, isAsking} = open;
  const section = useStepFocus(step.kind);
  const heading = headingOf(open);
  return (
    <section ref={section} class="stack" aria-label={heading} data-takes-focus tabIndex={-1}>
      <header class="stack tight">
        {step.kind !== 'working' && (
          <div>
            <Button kind="link" onPress={() => closeActions(open, ports)}>
              ← Payment status
            </Button>
          </div>
        )}
        <h2>{heading}</h2>
        <Subjects open={open} />
      </header>
      <Step open={open} ports={ports} />
      {isAsking && <p class="waiting">Asking Stripe…</p>}
    </section>
  );
}

/** Back to the card that it was about, where there still is one. */
function closeActions({invoiceIds}: OpenActions, {store}: PagePorts): void {
  store.dispatch({type: 'actions-closed'});
  document.getElementById(`card-${invoiceIds[0]}`)?.focus();
}

function Step({open, ports}: {readonly open: OpenActions; readonly ports: PagePorts}) {
  const {step, offers, form, isAsking, failure} = open;
  const again = <Retry open={open} ports={ports} />;
  switch (step.kind) {
    case 'choosing':
      if (failure !== null) return again;
      return <ActionChoice offers={offers} choose={(name) => void chooseAction(ports, name)} />;
    case 'filling':
      return (
        <>
          <ActionFormView
            name={step.name}
            form={form}
            problems={step.problems}
            offers={offers}
            isOff={isAsking}
            type={(change) => ports.store.dispatch({type: 'actions-typed', change})}
            preview={() => void previewTyped(ports)}
            back={() => ports.store.dispatch({type: 'actions-back'})}
          />
          {again}
        </>
      );
    case 'previewed':
      return (
        <>
          <ActionPreviewView
            step={step}
            isOff={isAsking}
            canChange={offers.length > 0}
            confirm={() => void doPreviewed(ports)}
            change={() => ports.store.dispatch({type: 'actions-back'})}
            lookAgain={() => void previewAgain(ports)}
          />
          {again}
        </>
      );
    default:
      return (
        <>
          <WorkStepView
            step={step}
            isOff={isAsking}
            stop={() => stopAction(ports)}
            goOn={() => void doPreviewed(ports)}
            previewAgain={() => void previewAgain(ports)}
            close={() => closeActions(open, ports)}
          />
          {again}
        </>
      );
  }
}

function Retry({open, ports}: {readonly open: OpenActions; readonly ports: PagePorts}) {
  const {failure, step, invoiceIds} = open;
  if (failure === null) return null;
  const retry = {
    choosing: () => openActions(ports, invoiceIds),
    filling: () => previewTyped(ports),
  };
  const act =
    step.kind === 'choosing' || step.kind === 'filling' ? retry[step.kind] : () => previewAgain(ports);
  return <FailureNotice failure={failure} onRetry={() => void act()} />;
}

/** What it is about, where the heading does not say it. */
function Subjects({open}: {readonly open: OpenActions}) {
  const titles = titlesOf(open);
  const [only] = titles;
  if (only === undefined || 'previewed' in open.step) return null;
  if (titles.length === 1)
    return (
      <p class="small quiet">
        <AmountsTogether text={only} />
      </p>
    );
  return (
    <details class="small">
      <summary>{invoicesText(titles)}</summary>
      <ul class="stack tight">
        {titles.map((title) => (
          <li key={title}>
            <AmountsTogether text={title} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function titlesOf({step, offers}: OpenActions): readonly string[] {
  if ('previewed' in step) return actedOn(step.previewed.preview).map(({title}) => title);
  return offers.map(({title}) => title);
}

function headingOf(open: OpenActions): string {
  const {step, offers, invoiceIds} = open;
  const titles = titlesOf(open);
  if (step.kind === 'choosing')
    return `Actions on ${offers.length > 0 ? invoicesText(titles) : invoicesText(invoiceIds)}`;
  const name = step.kind === 'filling' ? step.name : step.previewed.request.action.name;
  const acted = titles.length > 0 ? titles : offers.map(({title}) => title);
  return doingLabel(name, acted.length > 0 ? acted : invoiceIds);
}
