import type {AutomaticRefreshState} from '../../src/core/sidebar-contract.ts';
import {turnAutomaticRefresh} from '../jobs/receivables.ts';
import {Button} from '../parts/button.tsx';
import {FailureNotice, Notice} from '../parts/notice.tsx';
import {Section} from '../parts/section.tsx';
import {dayText} from '../words.ts';
import type {ViewProps} from './view-props.ts';

/** Whether the tabs refresh by themselves, and as whom. */
export function AutomaticRefresh({sidebar, state, ports}: ViewProps) {
  const {automaticRefresh, connection} = state;
  const {task, on} = sidebar.automatic;
  const {isOn, isMine, warning} = automaticRefresh;
  const isOff = task.kind === 'working';
  const turn = (on: boolean) => void turnAutomaticRefresh(ports, on);
  return (
    <Section
      title="Automatic refresh"
      beside={
        <button
          type="button"
          class="switch"
          role="switch"
          aria-checked={isOn}
          aria-label="Automatic refresh"
          aria-describedby="automatic-refresh-now"
          aria-disabled={isOff ? 'true' : undefined}
          onClick={isOff ? undefined : () => turn(!isOn)}
        />
      }
    >
      <p class="quiet" id="automatic-refresh-now">
        {task.kind === 'working' ? 'One moment…' : howItStands(automaticRefresh)}
      </p>
      {warning !== null && (
        <Notice tone="warn">
          <p>{warning}</p>
        </Notice>
      )}
      {isOn && connection !== null && (!isMine || warning !== null) && (
        <div class="buttons">
          <Button isOff={task.kind === 'working'} onPress={() => turn(true)}>
            {isMine ? 'Repair' : 'Use my key instead'}
          </Button>
        </div>
      )}
      {task.kind === 'told' && (
        <Notice tone="plain">
          <p>{task.message}</p>
        </Notice>
      )}
      {task.kind === 'failed' && <FailureNotice failure={task.failure} onRetry={() => turn(on)} />}
    </Section>
  );
}

function howItStands({isOn, isMine, owner, since}: AutomaticRefreshState): string {
  if (!isOn) return 'Off: the tabs change only when somebody refreshes.';
  const who = isMine ? 'as you, with your key' : `as ${owner ?? 'somebody'}, with their key`;
  return `On: about every hour, ${who}${since === null ? '' : `, since ${dayText(since)}`}.`;
}
