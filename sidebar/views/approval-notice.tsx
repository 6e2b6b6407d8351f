import type {ApprovalState} from '../../src/core/approval-contract.ts';
import {Button} from '../parts/button.tsx';
import {Notice} from '../parts/notice.tsx';
import {momentText} from '../words.ts';

/** What stands between a preview and doing it. */
export function ApprovalNotice({
  approval,
  isOff,
  lookAgain,
}: {
  readonly approval: ApprovalState;
  readonly isOff: boolean;
  readonly lookAgain: () => void;
}) {
  switch (approval.kind) {
    case 'not-needed':
      return <p class="small quiet">{asSentence(approval.policyLine)}</p>;
    case 'approved':
      return (
        <Notice tone="good">
          <p class="fact">
            {approval.by} approved this on {momentText(approval.at)}.
          </p>
          <p class="next">The approval lapses on {momentText(approval.lapsesAt)}.</p>
        </Notice>
      );
    case 'needed':
      return (
        <Notice tone="warn">
          <p class="fact">Somebody else must approve this first.</p>
          <p class="next">{approval.because}</p>
          <p class="next">
            It is asked for: they find it in their sidebar, under Invoices. Come back then; it is kept here
            while the sidebar is open.
          </p>
          <div class="buttons">
            <Button isOff={isOff} onPress={lookAgain}>
              Look again
            </Button>
          </div>
        </Notice>
      );
  }
}

/** `approval not needed in test mode` as a sentence. */
function asSentence(line: string): string {
  return `${line.slice(0, 1).toUpperCase()}${line.slice(1).replace(/\.?$/, '.')}`;
}

/** What a preview comes to, without why it must be approved, which stands in the notice. */
export function withoutBecause(message: string, approval: ApprovalState): string {
  return approval.kind === 'needed' ? message.replace(approval.because, '').trim() : message;
}
