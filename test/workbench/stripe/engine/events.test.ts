import {previousAttributes} from '../../../../workbench/stripe/engine/events.ts';

describe('previousAttributes()', () => {
  test('names only what differs, of objects inside only their fields', () => {
    const before = {a: 1, same: 'x', inside: {b: 1, c: {d: 1, e: 2}}};
    const after = {a: 2, same: 'x', inside: {b: 1, c: {d: 5, e: 2}}};
    expect(previousAttributes(before, after)).toEqual({a: 1, inside: {c: {d: 1}}});
  });

  test('gives lists whole, and of a list envelope what differs of it', () => {
    const before = {lines: {object: 'list', data: [], total_count: 0}, tags: ['a']};
    const after = {lines: {object: 'list', data: [{id: 'il_1'}], total_count: 1}, tags: ['a', 'b']};
    expect(previousAttributes(before, after)).toEqual({lines: {data: [], total_count: 0}, tags: ['a']});
  });

  test('says null of what was not there, and the whole of what became null', () => {
    expect(previousAttributes({metadata: {}}, {metadata: {k: 'v'}})).toEqual({metadata: {k: null}});
    expect(previousAttributes({shipping: {name: 'A'}}, {shipping: null})).toEqual({shipping: {name: 'A'}});
  });

  test('is null where nothing differs', () => {
    expect(previousAttributes({a: [1, {b: 2}], c: null}, {a: [1, {b: 2}], c: null})).toBeNull();
  });
});
