import {
  propertyStoreBytesMax,
  propertyValueBytesMax,
} from '../../../../workbench/apps-script/services/properties.ts';
import {messageOf, openScript, returnOf, run} from '../support/script-world.ts';

describe('PropertiesService', () => {
  test('keeps text by scope from one execution to the next', async () => {
    const world = await openScript(
      `function write() {
        PropertiesService.getUserProperties().setProperty('a', '1').setProperties({b: '2', c: '3'}).deleteProperty('c');
        PropertiesService.getDocumentProperties().setProperty('a', 'document');
      }
      function read() {
        const user = PropertiesService.getUserProperties();
        const script = PropertiesService.getScriptProperties();
        return [user.getProperty('a'), user.getProperty('c'), user.getKeys(), user.getProperties(),
          PropertiesService.getDocumentProperties().getProperty('a'), script.getKeys()];
      }`,
    );
    await run(world, 'write');
    expect(returnOf(await run(world, 'read'))).toEqual([
      '1',
      null,
      ['a', 'b'],
      {a: '1', b: '2'},
      'document',
      [],
    ]);
    expect(world.properties.snapshot()).toEqual({
      user: {a: '1', b: '2'},
      document: {a: 'document'},
      script: {},
    });
  });

  test('setProperties() deletes the others when told to, and deleteAllProperties() all', async () => {
    const world = await openScript(
      `function main() {
        const store = PropertiesService.getScriptProperties().setProperty('a', '1').setProperties({b: '2'}, true);
        const kept = store.getKeys();
        return [kept, store.deleteAllProperties().getKeys()];
      }`,
    );
    expect(returnOf(await run(world, 'main'))).toEqual([['b'], []]);
  });

  test('knows only its own keys', async () => {
    const world = await openScript(
      `function main() { return PropertiesService.getUserProperties().getProperty('constructor'); }`,
    );
    expect(returnOf(await run(world, 'main'))).toBeNull();
  });

  test.each(['5', 'null', '{}'])('setProperty() refuses %s, which is no text', async (value) => {
    const world = await openScript(
      `function main() { PropertiesService.getUserProperties().setProperty('a', ${value}); }`,
    );
    expect(messageOf(await run(world, 'main'))).toContain(
      "don't match the method signature for PropertiesService.Properties.setProperty.",
    );
  });

  test('takes a value of 9 KB and not one byte more', async () => {
    const world = await openScript(
      `function main(text) { PropertiesService.getUserProperties().setProperty('a', text); return 'kept'; }`,
    );
    const most = `é${'x'.repeat(propertyValueBytesMax - 2)}`;
    expect(returnOf(await run(world, 'main', {args: [most]}))).toBe('kept');
    expect(messageOf(await run(world, 'main', {args: [`${most}y`]}))).toBe('Argument too large: value');
    expect(world.properties.read('user', 'a')).toBe(most);
  });

  test('takes 500 KB a store, keys included, and keeps the store when more comes', async () => {
    const world = await openScript(
      `function main(key, text) { PropertiesService.getUserProperties().setProperty(key, text); return 'kept'; }`,
    );
    const entryBytes = 8_000;
    for (let n = 0; n < propertyStoreBytesMax / entryBytes - 1; n += 1) {
      world.properties.write('user', String(n + 100), 'x'.repeat(entryBytes - 3));
    }
    const last = 'x'.repeat(entryBytes - 1);
    expect(messageOf(await run(world, 'main', {args: ['k', `${last}x`]}))).toBe(
      'You have exceeded the property storage quota. Please remove some properties and try again.',
    );
    expect(world.properties.read('user', 'k')).toBeNull();
    expect(returnOf(await run(world, 'main', {args: ['k', last]}))).toBe('kept');
  });

  test('counts reads and writes against the day', async () => {
    const world = await openScript(
      `function main(count) {
        const store = PropertiesService.getUserProperties();
        for (let n = 0; n < count; n += 1) store.getProperty('a');
      }`,
      {quotaLimits: {urlfetch: 1, properties: 3, email: 1}},
    );
    expect((await run(world, 'main', {args: [3]})).ok).toBe(true);
    expect(messageOf(await run(world, 'main', {args: [1]}))).toBe(
      'Service invoked too many times for one day: properties.',
    );
  });
});
