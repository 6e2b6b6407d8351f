import {createCollection} from '../../../../workbench/stripe/engine/collection.ts';

interface Thing {
  readonly id: string;
  readonly created: number;
  readonly owner: string | null;
}

const thing = (id: string, created: number, owner: string | null = null): Thing => ({id, created, owner});
const seed = [thing('b', 2, 'x'), thing('a', 1, 'x'), thing('c', 2, 'y')];
const ids = (rows: readonly Thing[]) => rows.map(({id}) => id).join('');

describe('createCollection()', () => {
  test('keeps rows by age, and of two of one second the one that came first before the other', () => {
    const collection = createCollection(() => seed);
    expect(ids(collection.all())).toBe('abc');
    collection.insert(thing('d', 2));
    collection.insert(thing('e', 1));
    expect(ids(collection.all())).toBe('aebcd');
    expect(collection.placeOf('e')).toBe(1);
    expect(collection.atPlace(1)?.id).toBe('e');
  });

  test('finds rows by a field and by a function, oldest first, while they change', () => {
    const collection = createCollection(() => seed);
    const byOwner = ({owner}: Thing) => (owner === null ? null : owner.toUpperCase());
    expect(ids(collection.where('owner', 'x'))).toBe('ab');
    expect(ids(collection.by(byOwner, 'X'))).toBe('ab');

    collection.insert(thing('d', 3, 'x'));
    collection.replace(thing('a', 1, 'y'));
    collection.remove('b');
    expect(ids(collection.where('owner', 'x'))).toBe('d');
    expect(ids(collection.by(byOwner, 'X'))).toBe('d');
    expect(ids(collection.where('owner', 'y'))).toBe('ca');
    expect(collection.size).toBe(3);
    expect(collection.get('b')).toBeUndefined();
  });

  test('is as before once changes are taken back in turn, in the middle as at the end', () => {
    const collection = createCollection(() => seed);
    const before = ids(collection.where('owner', 'x'));
    collection.insert(thing('d', 1, 'x'));
    const place = collection.remove('b');
    collection.insert(thing('e', 9, 'x'));

    collection.takeBackInsert('e');
    collection.takeBackRemove(thing('b', 2, 'x'), place);
    collection.takeBackInsert('d');
    expect(ids(collection.all())).toBe('abc');
    expect(ids(collection.where('owner', 'x'))).toBe(before);
    expect([...'abc'].map((id) => collection.placeOf(id))).toEqual([0, 1, 2]);
  });

  test('asks for its first rows once, and not before it is looked at', () => {
    let asked = 0;
    const collection = createCollection(() => {
      asked += 1;
      return seed;
    });
    expect(asked).toBe(0);
    expect(collection.has('a')).toBe(true);
    expect(collection.size).toBe(3);
    expect(asked).toBe(1);
  });

  test('refuses an id twice, and to change what is not there', () => {
    const collection = createCollection(() => seed);
    expect(() => collection.insert(thing('a', 5))).toThrow("The sandbox already holds 'a'.");
    expect(() => collection.replace(thing('z', 5))).toThrow("The sandbox does not hold 'z'.");
    expect(() => collection.remove('z')).toThrow("The sandbox does not hold 'z'.");
  });
});
