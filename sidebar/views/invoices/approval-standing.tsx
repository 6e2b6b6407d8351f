import {AmountsTogether} from '../../parts/amounts-together.tsx';
import {Button} from '../../parts/button.tsx';
import {Notice} from '../../parts/notice.tsx';
import type {Standing} from '../../state/approvals.ts';
import {momentText} from '../../words.ts';

/** What stands between the preview and doing it, in words. */
export function ApprovalStanding({
  standing,
  isOff = false,
  lookAgain,
}: {
  readonly standing: Standing;
  readonly isOff?: boolean;
  readonly lookAgain: () => void;
}) {
  switch (standing.kind) {
    case 'not-needed':
      return <p class="small quiet">{sentence(standing.policyLine)}</p>;
    case 'needed':
      return (
        <Notice tone="warn">
          <p class="fact">
            <AmountsTogether text={`Somebody else must approve: ${standing.because}`} />
          </p>
          <p class="next">
            It is asked for: they find it in their sidebar, under Invoices. Any edit asks anew.
          </p>
          <div class="buttons">
            <Button isOff={isOff} onPress={lookAgain}>
              Look again
            </Button>
          </div>
        </Notice>
      );
    case 'approved':
      return (
        <Notice tone="good">
          <p class="fact">
            Approved by {standing.by}, {momentText(standing.at)}.
          </p>
          <p class="next">It lapses on {momentText(standing.lapsesAt)}. Any edit voids it.</p>
        </Notice>
      );
    case 'approved-since':
      return (
        <Notice tone="good">
          <p class="fact">Approved by {standing.by}.</p>
          <p class="next">It lapses after 48 hours. Any edit voids it.</p>
        </Notice>
      );
    case 'declined':
      return (
        <Notice tone="bad">
          <p class="fact">It was declined.</p>
          <p class="next">Change the rows, then preview again.</p>
        </Notice>
      );
    case 'lapsed':
      return (
        <Notice tone="warn">
          <p class="fact">Its approval has lapsed.</p>
          <p class="next">Preview again to ask for a new one.</p>
        </Notice>
      );
  }
}

/** `approval not needed in test mode` as a sentence. */
function sentence(line: string): string {
  return `${line.charAt(0).toUpperCase()}${line.slice(1).replace(/\.?$/, '.')}`;
}

/** What a preview comes to, without why it must be approved, which stands with the approval. */
export function withoutBecause(message: string, standing: Standing): string {
  return standing.kind === 'needed' ? message.replace(standing.because, '').trim() : message;
}
