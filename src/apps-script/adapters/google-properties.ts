import type {Properties} from '../../core/ports.ts';

/** What every editor of this spreadsheet shares. */
export function documentProperties(): Properties {
  return propertiesOf(() => PropertiesService.getDocumentProperties());
}

/** What only the person who runs the script reads: the place of their Stripe key. */
export function userProperties(): Properties {
  return propertiesOf(() => PropertiesService.getUserProperties());
}

/** The store is fetched when first used, because some authorisation modes forbid it, and once: each fetch is a call. */
function propertiesOf(fetch: () => GoogleAppsScript.Properties.Properties): Properties {
  let fetched: GoogleAppsScript.Properties.Properties | null = null;
  const store = () => {
    fetched ??= fetch();
    return fetched;
  };
  return {
    read: (key) => store().getProperty(key),
    write(key, value) {
      if (value === null) store().deleteProperty(key);
      else store().setProperty(key, value);
    },
  };
}
