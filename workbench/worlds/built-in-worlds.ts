import {type CompanySize, makeCompany} from './company/company.ts';
import {defaultNow, defaultTimeZone, type World} from './world.ts';

export type BuiltInWorldName = 'tiny' | 'demo' | 'scale';

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
  scale: {
    seed: 20_261_031,
    selfServe: 6800,
    enterprises: 2400,
    resellers: 60,
    open: 8000,
    uncollectible: 800,
    draft: 1200,
    void: 1500,
    paid: 88_500,
    failedCards: 2000,
    withoutDueDate: 150,
    paidOnTerms: 9000,
    cardLinesImplied: true,
  },
};

/**
 * The demo company in three sizes: `tiny` has 200 invoices, `demo` 5,000, of them 900 open and 90 uncollectible, and
 * `scale` 100,000, of them 8,000 open and 800 uncollectible.
 */
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
