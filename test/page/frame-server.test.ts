import {withGoogleScript} from '../../workbench/page/frame-server.ts';

describe('withGoogleScript()', () => {
  const script = '<script src="/google-script.js" data-functions="a b" data-host-port="8470"></script>';
  const put = (html: string): string => withGoogleScript(html, ['a', 'b'], 8470);

  test.each([
    [
      'inside the head',
      '<!DOCTYPE html>\n<html lang="en"><head><meta>',
      `<!DOCTYPE html>\n<html lang="en"><head>${script}<meta>`,
    ],
    ['after a comment', '<!-- c --><!doctype html><p>', `<!-- c --><!doctype html>${script}<p>`],
    ['in a document without a doctype', '<p>hi</p>', `<!doctype html>\n${script}<p>hi</p>`],
  ])('puts google.script before everything else: %s', (_where, html, expected) => {
    expect(put(html)).toBe(expected);
  });
});
