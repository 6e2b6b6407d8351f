import {readApprovals} from '../../jobs/approvals.ts';
import type {PagePorts} from '../../jobs/page-ports.ts';
import {AmountsTogether} from '../../parts/amounts-together.tsx';
import {Button} from '../../parts/button.tsx';
import {Notice} from '../../parts/notice.tsx';
import type {Standing} from '../../state/approvals.ts';
import {momentText} from '../../words.ts';

/** What stands between the preview and doing it, in words. */
export function ApprovalStanding({
  standing,
  ports,
}: {
  readonly standing: Standing;
  readonly ports: PagePorts;
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
            It is asked for: they find it here, in their sidebar. Any edit of the rows asks anew.
          </p>
          <div class="buttons">
            <Button onPress={() => void readApprovals(ports)}>Look again</Button>
          </div>
        </Notice>
      );
    case 'approved':
      return (
        <Notice tone="good">
          <p class="fact">
            Approved by {standing.by}, {momentText(standing.at)}.
          </p>
          <p class="next">It lapses on {momentText(standing.lapsesAt)}. Any edit of the rows voids it.</p>
        </Notice>
      );
    case 'approved-since':
      return (
        <Notice tone="good">
          <p class="fact">Approved by {standing.by}.</p>
          <p class="next">It lapses after 48 hours. Any edit of the rows voids it.</p>
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
