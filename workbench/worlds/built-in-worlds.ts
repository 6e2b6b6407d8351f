import {type CompanySize, makeCompany} from './company/company.ts';
import {defaultNow, defaultTimeZone, type World} from './world.ts';

export type BuiltInWorldName = 'tiny' | 'demo';

const sizes: Readonly<Record<BuiltInWorldName, CompanySize>> = {
  tiny: {
    seed: 20_261_031,
    selfServe: 20,
    enterprises: 14,
    resellers: 2,
    open: 70,
    uncollectible: 8,
    draft: 8,
    void: 8,
    paid: 106,
    failedCards: 12,
    withoutDueDate: 2,
    paidOnTerms: 30,
  },
  demo: {
    seed: 20_261_031,
    selfServe: 340,
    enterprises: 60,
    resellers: 4,
    open: 900,
    uncollectible: 90,
    draft: 120,
    void: 110,
    paid: 3780,
    failedCards: 230,
    withoutDueDate: 18,
    paidOnTerms: 840,
  },
};

/** The demo company in two sizes: `tiny` has 200 invoices and `demo` 5,000, of them 900 open and 90 uncollectible. */
export function builtInWorld(name: BuiltInWorldName): World {
  return {
    now: defaultNow,
    timeZone: defaultTimeZone,
    objects: makeCompany(sizes[name]),
    livemode: false,
    tabs: {},
    settings: null,
    unknownFields: 0,
    unknownFieldNames: [],
  };
}

export function isBuiltInWorldName(name: string): name is BuiltInWorldName {
  return Object.hasOwn(sizes, name);
}
