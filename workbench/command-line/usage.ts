/** What the command line cannot make sense of: exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export const usage = `Usage:
  npm start [-- --world FILE|tiny|demo|scale] [--fresh]
  npm run --silent workbench -- run <function> [JSON args…] [options] [--print TAB]… [--format json|csv|table]
  npm run --silent workbench -- formula '=AR_BUCKET(DATE(2026,1,1),DATE(2026,2,15))' [same options]
  npm run --silent workbench -- stripe [--port N] [--faults] [options]

Options:
  --world FILE|tiny|demo|scale   Stripe objects to start from (tiny)
  --now ISO                where the clock starts (the world's now)
  --time-zone ZONE         zone of the spreadsheet and of the Stripe account (the world's)
  --stripe URL --key KEY   send the add-on's requests there with that key, instead of to the sandbox`;
