import {DeveloperMetadataLocationType, DeveloperMetadataVisibility} from './enums.ts';
import {asGoogle, type Session} from './session.ts';
import type {Metadata} from './wire.ts';

type DeveloperMetadata = GoogleAppsScript.Spreadsheet.DeveloperMetadata;
type Finder = GoogleAppsScript.Spreadsheet.DeveloperMetadataFinder;
type Location = GoogleAppsScript.Spreadsheet.DeveloperMetadataLocation;
type Visibility = GoogleAppsScript.Spreadsheet.DeveloperMetadataVisibility;

/** https://developers.google.com/apps-script/reference/spreadsheet/developer-metadata */
function createMetadata(session: Session, first: Metadata): DeveloperMetadata {
  let stored = first;
  const change = (caller: string, changes: Partial<Metadata>): DeveloperMetadata => {
    stored = session.write(caller, 'setMetadata', {...stored, ...changes});
    return metadata;
  };
  const metadata = asGoogle<DeveloperMetadata>('DeveloperMetadata', {
    getId: () => stored.id,
    getKey: () => stored.key,
    getLocation: () => createLocation(session, stored),
    getValue: () => stored.value,
    getVisibility: () => DeveloperMetadataVisibility[stored.visibility],
    remove: () => {
      session.write('remove', 'removeMetadata', stored.id);
    },
    setKey: (key) => change('setKey', {key}),
    setValue: (value) => change('setValue', {value}),
    setVisibility: (visibility) => change('setVisibility', {visibility: visibilityName(visibility)}),
  });
  return metadata;
}

function createLocation(session: Session, {tabId}: Metadata): Location {
  return asGoogle<Location>('DeveloperMetadataLocation', {
    getColumn: () => null,
    getLocationType: () =>
      tabId === null ? DeveloperMetadataLocationType.SPREADSHEET : DeveloperMetadataLocationType.SHEET,
    getRow: () => null,
    getSheet: () => (tabId === null ? null : session.make.sheet(tabId)),
    getSpreadsheet: () => (tabId === null ? session.make.spreadsheet() : null),
  });
}

/** The metadata of a tab, or of the spreadsheet itself for null. */
export function metadataOf(session: Session, tabId: number | null): DeveloperMetadata[] {
  return session
    .read('metadata')
    .filter((stored) => stored.tabId === tabId)
    .map((stored) => createMetadata(session, stored));
}

/** Google's forms: (key), (key, visibility), (key, value), (key, value, visibility). */
export function addMetadata(
  session: Session,
  tabId: number | null,
  key: string,
  second: unknown,
  third: unknown,
): void {
  const isVisibility = typeof second === 'object' && second !== null;
  const visibility = isVisibility ? second : (third ?? DeveloperMetadataVisibility.DOCUMENT);
  const value = isVisibility || second === undefined || second === null ? null : String(second);
  session.write('addDeveloperMetadata', 'setMetadata', {
    id: null,
    key,
    value,
    visibility: visibilityName(visibility),
    tabId,
  });
}

/** Finds metadata of a tab, or of the spreadsheet with all its tabs for null. */
export function createMetadataFinder(
  session: Session,
  tabId: number | null,
  matches: (stored: Metadata) => boolean = (stored) => tabId === null || stored.tabId === tabId,
): Finder {
  const also = (condition: (stored: Metadata) => boolean): Finder =>
    createMetadataFinder(session, tabId, (stored) => matches(stored) && condition(stored));
  return asGoogle<Finder>('DeveloperMetadataFinder', {
    find: () =>
      session
        .read('metadata')
        .filter(matches)
        .map((stored) => createMetadata(session, stored)),
    withId: (id) => also((stored) => stored.id === id),
    withKey: (key) => also((stored) => stored.key === key),
    withLocationType: (type) =>
      also((stored) => String(type) === (stored.tabId === null ? 'SPREADSHEET' : 'SHEET')),
    withValue: (value) => also((stored) => stored.value === value),
    withVisibility: (visibility) => also((stored) => stored.visibility === visibilityName(visibility)),
  });
}

function visibilityName(visibility: Visibility | unknown): Metadata['visibility'] {
  return visibility === DeveloperMetadataVisibility.PROJECT ? 'PROJECT' : 'DOCUMENT';
}
