let isOn = true;

/** For a test file that makes so many invoices that looking at all of them after each request takes minutes. */
export function leaveMoneyToOthers(): void {
  isOn = false;
}

export function isMoneyWatched(): boolean {
  return isOn;
}
