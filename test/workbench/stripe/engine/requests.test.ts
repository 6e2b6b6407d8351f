import {at} from '../ask.ts';
import {openDesk} from '../support/desk.ts';

const desk = openDesk();
const send = (method: string, url: string, body: string | null, contentType?: string) => {
  const headers = {
    Authorization: 'Bearer rk_test_workbench',
    ...(contentType === undefined ? {} : {'Content-Type': contentType}),
  };
  const response = desk.sandbox.handle({method, url, headers, body}, 0);
  return {status: response.status, body: JSON.parse(response.body)};
};

describe('a request', () => {
  test.each<readonly [string, string, string]>([
    ['a form', '/v1/customers', 'name=A%20%26%20B&metadata[k]=v%C3%A9'],
    ['a query', '/v1/customers?name=A+%26+B&metadata%5Bk%5D=v%C3%A9', ''],
    ['both', '/v1/customers?name=A+%26+B', 'metadata[k]=vé'],
  ])('carries its parameters in %s', (_name, url, form) => {
    const {status, body} = send('POST', url, form, 'application/x-www-form-urlencoded; charset=utf-8');
    expect(status).toBe(200);
    expect(body).toMatchObject({name: 'A & B', metadata: {k: 'vé'}});
  });

  test('of another content type is refused in Stripe’s words', () => {
    const {status, body} = send('POST', '/v1/customers', '{"name":"A"}', 'application/json');
    expect(status).toBe(400);
    expect(at(body, 'error', 'message')).toMatch(
      /^Invalid request \(check that your POST content type is application/,
    );
  });

  test('finds the path that says more before the one with an id', () => {
    expect(at(send('POST', '/v1/invoices/create_preview', '').body, 'error')).toMatchObject({
      code: 'parameter_missing',
      param: 'customer',
    });
    expect(at(send('POST', '/v1/invoices/in_none', '').body, 'error', 'message')).toBe(
      "No such invoice: 'in_none'",
    );
  });

  test('has its ids taken from the path as they were before they were encoded', () => {
    expect(at(send('GET', '/v1/customers/cus%2F1%20%C3%BC', null).body, 'error', 'message')).toBe(
      "No such customer: 'cus/1 ü'",
    );
  });

  test('gives the same ids in every sandbox that is asked the same', () => {
    const ids = () => {
      const other = openDesk();
      return [other.post('/v1/customers', {name: 'A'})['id'], other.post('/v1/products', {name: 'B'})['id']];
    };
    expect(ids()).toEqual(ids());
  });
});
