import type {KeyCheck, PermissionCheck} from '../../src/core/sidebar-contract.ts';
import {Notice} from '../parts/notice.tsx';
import {Sign} from '../parts/sign.tsx';
import type {ConnectStage} from '../state/connecting.ts';
import {countText} from '../words.ts';

export type Checked = Extract<ConnectStage, {readonly kind: 'checked'}>;

/** What came of a key that was not connected: what it may read, and what to tick in Stripe for the rest. */
export function KeyResult({stage}: {readonly stage: Checked}) {
  const {check, message, outcome} = stage;
  return (
    <div class="stack" data-takes-focus tabIndex={-1}>
      <Notice tone={outcome === 'only-checked' && check.isUsable ? 'plain' : 'bad'}>
        <p class="fact">{message}</p>
        <p class="next small">
          {check.account?.name ?? check.account?.id ?? 'Account not shown'} ·{' '}
          {check.mode === 'live' ? 'live mode' : 'test mode'} · {check.kind} key …{check.lastFour}
        </p>
      </Notice>
      <Permissions check={check} />
    </div>
  );
}

/** What to tick in Stripe, the needed first, and what is granted already. */
export function Permissions({check}: {readonly check: KeyCheck}) {
  const granted = check.permissions.filter(({result}) => result === 'granted');
  const others = check.permissions.filter(({result}) => result !== 'granted');
  return (
    <>
      {others.length > 0 && (
        <ul class="permissions" aria-label="Permissions to set">
          {[...others]
            .sort((left, right) => Number(right.isRequired) - Number(left.isRequired))
            .map((permission) => (
              <Missing key={permission.purpose} permission={permission} />
            ))}
        </ul>
      )}
      {granted.length > 0 && (
        <details>
          <summary>{countText(granted.length, 'permission')} granted</summary>
          <ul class="permissions" aria-label="Permissions granted">
            {granted.map(({purpose}) => (
              <li key={purpose} class="permission good">
                <Sign tone="good" />
                <span>{purpose}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Missing({permission}: {readonly permission: PermissionCheck}) {
  const {purpose, result, isRequired, row, level, without, problem} = permission;
  const tone = isRequired ? 'bad' : 'warn';
  return (
    <li class={`permission ${tone}`}>
      <Sign tone={tone} />
      <div>
        <p class="fact">
          {purpose}: {result === 'missing' ? 'missing' : 'unclear'}
          {isRequired && ', and needed'}
        </p>
        {result === 'missing' ? (
          <p class="ink">
            Set <b>{row}</b> to <b>{level}</b>.
          </p>
        ) : (
          problem !== null && <p class="ink">{problem}</p>
        )}
        <p class="quiet small">Without it: {without}</p>
      </div>
    </li>
  );
}
