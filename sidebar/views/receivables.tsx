import {isAboutTheKey} from '../google-failure.ts';
import {Button} from '../parts/button.tsx';
import {FailureNotice, Notice} from '../parts/notice.tsx';
import {momentText} from '../words.ts';
import {AgingChart} from './aging-chart.tsx';
import {AutomaticRefresh} from './automatic-refresh.tsx';
import {ControlTotals, LastRefreshNotice} from './control-totals.tsx';
import {RefreshControls} from './refresh-controls.tsx';
import type {ViewProps} from './view-props.ts';

export function ReceivablesView(props: ViewProps) {
  const {sidebar, state, open} = props;
  const {lastRefresh, lastFailure, deletedTabs, connection} = state;
  const isFailureShown = sidebar.refresh.kind === 'failed' || sidebar.refresh.kind === 'count-changed';
  return (
    <>
      {lastRefresh !== null && <LastRefreshNotice last={lastRefresh} />}
      {lastRefresh !== null && connection !== null && connection.mode !== lastRefresh.mode && (
        <Notice tone="warn">
          <p class="fact">
            These figures are of {lastRefresh.mode} mode, and your key is of {connection.mode} mode.
          </p>
          <p class="next">Connect a key of {lastRefresh.mode} mode, or work in another spreadsheet.</p>
        </Notice>
      )}
      {deletedTabs.length > 0 && (
        <Notice tone="warn">
          <p class="fact">
            {deletedTabs.length === 1 ? 'A tab is gone: ' : 'Tabs are gone: '}
            {deletedTabs.join(', ')}.
          </p>
          <p class="next">The next refresh makes {deletedTabs.length === 1 ? 'it' : 'them'} anew.</p>
        </Notice>
      )}
      {lastFailure !== null && !isFailureShown && (
        <FailureNotice
          before={`The attempt of ${momentText(lastFailure.at)} by ${lastFailure.by} failed.`}
          failure={lastFailure.failure}
        >
          {isAboutTheKey(lastFailure.failure.code) && (
            <Button onPress={() => open('connect')}>Open Connect</Button>
          )}
        </FailureNotice>
      )}
      <RefreshControls {...props} />
      {lastRefresh !== null && <AgingChart {...props} />}
      {lastRefresh !== null && <ControlTotals last={lastRefresh} />}
      {(state.connection !== null || state.automaticRefresh.isOn) && <AutomaticRefresh {...props} />}
    </>
  );
}
