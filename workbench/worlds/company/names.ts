/** The demo company's customers. All are invented; any likeness to a real business is chance. */
import type {DemoCurrency} from './currencies.ts';

/** `net` counts days from finalization, `eom` from the end of its month. */
export type Terms =
  | {readonly kind: 'net'; readonly days: number}
  | {readonly kind: 'eom'; readonly days: number}
  | {readonly kind: 'receipt'};

export interface NamedAccount {
  readonly name: string;
  readonly currency: DemoCurrency;
  readonly country: string;
  readonly terms: Terms;
}

const net = (days: number): Terms => ({kind: 'net', days});
const endOfMonth30: Terms = {kind: 'eom', days: 30};
const onReceipt: Terms = {kind: 'receipt'};

const named =
  (currency: DemoCurrency, country: string) =>
  (name: string, terms: Terms): NamedAccount => ({name, currency, country, terms});

const us = named('usd', 'US');
const germany = named('eur', 'DE');
const france = named('eur', 'FR');
const britain = named('gbp', 'GB');
const japan = named('jpy', 'JP');
const kuwait = named('kwd', 'KW');
const india = named('inr', 'IN');

/** Sixty, in many scripts; the first is the one that paid 25.00 short. */
export const enterprises: readonly NamedAccount[] = [
  germany('Nordwind Logistik GmbH', net(30)),
  japan('株式会社青葉データ', endOfMonth30),
  kuwait('شركة مرسى الخليج للبيانات', net(60)),
  india('नवदीप टेक्नोलॉजीज़ प्रा. लि.', net(45)),
  us('Halvorsen Freight Systems, Inc.', net(30)),
  us('Copperline Insurance Group', net(60)),
  britain('Pennard Actuarial Ltd', net(30)),
  us('Bellwether Grocers, Inc.', net(45)),
  us('Tidewater Radiology Partners', net(30)),
  us('Castellan Holdings, Inc.', net(60)),
  us('Castellan Foods LLC', net(60)),
  us('Castellan Logistics LLC', net(60)),
  us('Castellan Energy LLC', net(60)),
  us('Castellan Retail LLC', net(60)),
  us('Castellan Capital LLC', net(60)),
  us('Quillon Semiconductor Corp.', net(90)),
  us('Marrowstone Media', net(15)),
  us('Ostrander & Pike LLP', onReceipt),
  us('Fennimore Health', net(45)),
  us('Sablewood Pictures', net(30)),
  us('Grantham Aerostructures', net(90)),
  us('Kestrel Point Capital', net(15)),
  us('Lodestar Claims Administration', net(30)),
  us('Pinebluff Utilities', net(60)),
  us('Rookery Games, Inc.', net(30)),
  us('Sundial Hospitality Group', net(45)),
  us('Thornbury Legal Research', net(30)),
  us('Umber Robotics', net(30)),
  us('Verity Title & Escrow', onReceipt),
  us('Whitcombe Pharmaceuticals', net(90)),
  us('Yarrow Telehealth', net(30)),
  us('Ardent Rail Logistics', net(60)),
  us('Brightwater Mortgage', net(15)),
  us('Cinderhill Energy', net(45)),
  us('Dovetail Staffing', net(30)),
  us('Eastlake Biosciences', net(30)),
  us('Foxglove Retail, Inc.', net(60)),
  us('Gannet Airlines', net(45)),
  us('Harrow & Vane Publishing', endOfMonth30),
  us('Ironbark Mining Software', net(30)),
  us('Juniper Hollow Foods', net(30)),
  us('云杉智能科技有限公司', net(30)),
  us('한빛정밀 주식회사', net(45)),
  us('ТОВ «Дніпровські Дані»', net(30)),
  us('Construções Pau-Brasil Ltda.', net(30)),
  us('Nguyễn Phúc Thịnh Co., Ltd.', net(30)),
  germany('Büro Lindenhöhe GmbH', net(30)),
  france('Ateliers Montclar SAS', endOfMonth30),
  france('Société des Eaux du Vaudreuil-Mercœur', net(60)),
  named('eur', 'ES')('Cerámicas Alborán, S.L.', net(60)),
  named('eur', 'CZ')('Česká Říční Plavba a.s.', net(30)),
  named('eur', 'PL')('Łąkowa Analityka sp. z o.o.', net(30)),
  named('eur', 'BG')('Черноморски Системи ЕООД', net(30)),
  named('eur', 'GR')('Αιγαίον Ναυτιλιακά Α.Ε.', net(45)),
  britain('Saltmarsh Broadcasting plc', net(30)),
  britain('Thistledown Rail Ltd', net(45)),
  britain('Ravensgill Studios Ltd', net(15)),
  japan('みなと精機株式会社', endOfMonth30),
  kuwait('مجموعة الواحة الخضراء للتجزئة', net(30)),
  india('Chandrika Textiles Pvt. Ltd.', net(45)),
];

export const resellers: readonly NamedAccount[] = [
  us('Cloudbarrow Distribution, Inc.', net(60)),
  britain('Vantage Quay Partners Ltd', net(60)),
  germany('Eigenmarkt Vertriebs GmbH', net(45)),
  japan('桜川商事株式会社', endOfMonth30),
];

export const university: NamedAccount = us('Larkmoor University, Office of Procurement', net(45));
export const government: NamedAccount = us('County of Alderfield, Department of Finance', net(90));

/** Names that a spreadsheet must treat as text and a ledger must not confuse. */
export const formulaName = '=IMPORTXML("http://x")';
export const sharedName = 'Aldermoor Systems';
export const deletedName = 'Petrel Bay Media';

export const givenNames: readonly string[] = [
  'Amara',
  'Anders',
  'Ayşe',
  'Björn',
  'Camila',
  'Chidi',
  'Daria',
  'Deniz',
  'Elif',
  'Esra',
  'Farah',
  'Gabriel',
  'Hana',
  'Ibrahim',
  'Imani',
  'Ingrid',
  'Jamal',
  'João',
  'Kavya',
  'Khadija',
  'Léa',
  'Lucía',
  'Mateo',
  'Maya',
  'Mei',
  'Nadia',
  'Nikolaj',
  'Noor',
  'Olu',
  'Oscar',
  'Priya',
  'Rafael',
  'Renée',
  'Ruth',
  'Samir',
  'Siobhán',
  'Tomasz',
  'Uma',
  'Yuki',
  'Zoë',
];

export const familyNames: readonly string[] = [
  'Abara',
  'Ahlgren',
  'Álvarez',
  'Banerjee',
  'Bianchi',
  'Brennan',
  'Castellanos',
  'Çelik',
  'Chaudhry',
  'Dąbrowski',
  'Delacroix',
  'Eriksen',
  'Fairweather',
  'Ferreira',
  'Fitzgerald',
  'Gbeho',
  'Haddad',
  'Hoang',
  'Iyer',
  'Jansen',
  'Kaplan',
  'Karimi',
  'Kowalczyk',
  'Lindqvist',
  'Mbeki-Shaw',
  'Moreau',
  'Nakagawa',
  'Novák',
  'O’Rourke',
  'Okafor',
  'Papadakis',
  'Pereira',
  'Quispe',
  'Rahman',
  'Saarinen',
  'Sørensen',
  'Takahashi',
  'Tembo',
  'Vasquez',
  'Weiß',
];

export const studioWords: readonly string[] = [
  'Acorn',
  'Birchwater',
  'Cobalt',
  'Driftless',
  'Ember',
  'Fernhill',
  'Granite',
  'Hollow Oak',
  'Inkwell',
  'Jetty',
  'Kiln',
  'Lantern',
  'Mosaic',
  'Nightjar',
  'Orchard',
  'Paperboat',
  'Quarry',
  'Rushlight',
  'Saltbox',
  'Tern',
];

export const studioKinds: readonly string[] = [
  'Labs',
  'Studio',
  'Software',
  'Analytics',
  'Collective',
  'Interactive',
  'Research',
  'Apps',
  'Works',
  '& Co.',
];
