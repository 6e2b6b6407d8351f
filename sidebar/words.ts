const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-10-31` or an instant as `31 Oct 2026`; another text as it is. */
export function dayText(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? iso : `${Number(day)} ${name} ${year}`;
}

/** `2026-10-31T12:05:00+01:00` as `31 Oct 2026, 12:05`: the wall clock of the zone it was written in. */
export function momentText(iso: string): string {
  const [, time] = /T(\d{2}:\d{2})/.exec(iso) ?? [];
  return time === undefined ? dayText(iso) : `${dayText(iso)}, ${time}`;
}

/** `about 2 minutes left`; null where nothing is known. */
export function timeLeftText(seconds: number | null): string | null {
  if (seconds === null) return null;
  if (seconds < 10) return 'a few seconds left';
  if (seconds < 90) return `about ${Math.ceil(seconds / 10) * 10} seconds left`;
  const minutes = Math.round(seconds / 60);
  return `about ${minutes} minutes left`;
}

/** `EUR 48,200.00` as `48,200.00`, for where the currency stands already. */
export function withoutCode(amount: string, currency: string): string {
  return amount.startsWith(`${currency} `) ? amount.slice(currency.length + 1) : amount;
}

/** `1,234` */
export function numberText(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1,234 invoices`, `1 invoice` */
export function countText(count: number, noun: string): string {
  return `${numberText(count)} ${noun}${count === 1 ? '' : 's'}`;
}
