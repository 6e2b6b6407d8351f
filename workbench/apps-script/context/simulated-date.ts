/** Date as the script sees it: the same objects, but "now" is the simulated clock. */
export function simulatedDate(nowUnixMs: () => number): DateConstructor {
  const simulated: DateConstructor = new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(
        target,
        args.length === 0 ? [nowUnixMs()] : args,
        newTarget === simulated ? target : newTarget,
      ),
    apply: () => new Date(nowUnixMs()).toString(),
    get: (target, key) => (key === 'now' ? nowUnixMs : Reflect.get(target, key)),
  });
  // Else `new (someDate.constructor)()` would reach the machine's clock.
  Object.defineProperty(Date.prototype, 'constructor', {
    value: simulated,
    configurable: true,
    writable: true,
  });
  return simulated;
}
