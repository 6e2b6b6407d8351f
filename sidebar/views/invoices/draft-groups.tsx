import {useState} from 'preact/hooks';
import type {DraftGroupState} from '../../../src/core/invoice-contract.ts';
import {Button} from '../../parts/button.tsx';
import {Section} from '../../parts/section.tsx';
import {Tick} from '../../parts/tick.tsx';
import {type Found, type GroupKind, groupsByKind, needsLook} from '../../state/drafts.ts';
import {numberText} from '../../words.ts';
import type {ViewProps} from '../view-props.ts';
import {DraftGroup} from './draft-group.tsx';

const titles: Readonly<Record<GroupKind, string>> = {
  problem: 'Problems',
  waits: 'Wait for your reason',
  stopped: 'Stopped: total differs',
  edited: 'Changed after they were invoiced',
  ready: 'Ready',
  'not-due-yet': 'Not due yet',
  done: 'Done earlier',
};
const hints: Readonly<Partial<Record<GroupKind, string>>> = {
  waits: 'Write into “Accept warning because” why they are all right, or change the rows.',
  stopped: 'They stay drafts in Stripe. Correct or delete them there.',
};

/** What is all right is opened by itself only as long as it is short. */
const openedMax = 12;
/** More are shown when asked for: a list of a thousand would be slow to draw and to read. */
const shownAtOnce = 100;

/** Every group of the tab, those that need a person first. */
export function DraftGroups(props: ViewProps & {readonly found: Found}) {
  const {sidebar, ports, found} = props;
  const {onlyProblems} = sidebar.invoices.drafts;
  const {groups} = found.reply;
  if (groups.length === 0) return null;
  const sections = groupsByKind(groups, onlyProblems);
  return (
    <Section title={`Invoices to be: ${numberText(groups.length)}`}>
      <Tick
        id="only-problems"
        isTicked={onlyProblems}
        turn={(isTicked) => ports.store.dispatch({type: 'drafts-filtered', onlyProblems: isTicked})}
      >
        Only problems and warnings ({numberText(groups.filter(needsLook).length)})
      </Tick>
      {sections.length === 0 && <p class="quiet">No row has a problem or a warning.</p>}
      {sections.map((section) => (
        <GroupsOfKind key={section.kind} {...props} kind={section.kind} ofKind={section.groups} />
      ))}
    </Section>
  );
}

function GroupsOfKind({
  kind,
  ofKind,
  ...props
}: ViewProps & {readonly kind: GroupKind; readonly ofKind: readonly DraftGroupState[]}) {
  const title = `${titles[kind]}: ${numberText(ofKind.length)}`;
  const hint = hints[kind];
  const list = (
    <>
      {hint !== undefined && <p class="small quiet">{hint}</p>}
      <GroupList {...props} kind={kind} groups={ofKind} />
    </>
  );
  if (kind !== 'ready' && kind !== 'not-due-yet' && kind !== 'done')
    return (
      <section class="stack tight" aria-label={title} data-takes-focus tabIndex={-1}>
        <h3>{title}</h3>
        {list}
      </section>
    );
  return (
    <Folded key={`${kind} ${ofKind.length <= openedMax}`} title={title} isOpen={ofKind.length <= openedMax}>
      {() => list}
    </Folded>
  );
}

/** What is folded away is not drawn. */
function Folded({
  title,
  isOpen,
  children,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly children: () => preact.ComponentChildren;
}) {
  const [isShown, show] = useState(isOpen);
  return (
    <details open={isShown} onToggle={(event) => show(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isShown && children()}
    </details>
  );
}

function GroupList({
  groups,
  kind,
  ...props
}: ViewProps & {readonly groups: readonly DraftGroupState[]; readonly kind: GroupKind}) {
  const [shown, showMore] = useState(shownAtOnce);
  const rest = groups.length - shown;
  return (
    <>
      <ul class="drafts">
        {groups.slice(0, shown).map((group) => (
          <DraftGroup key={group.key ?? group.rows.join(' ')} {...props} kind={kind} group={group} />
        ))}
      </ul>
      {rest > 0 && (
        <Button onPress={() => showMore(shown + shownAtOnce)}>
          Show {Math.min(rest, shownAtOnce)} more of {numberText(rest)}
        </Button>
      )}
    </>
  );
}
