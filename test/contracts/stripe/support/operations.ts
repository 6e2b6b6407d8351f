import {parameterOperations} from '../../../../workbench/stripe/contract/request-parameters.ts';

const routes = parameterOperations.map((operation) => {
  const [method = '', path = ''] = operation.split(' ');
  return {operation, method, pattern: new RegExp(`^${path.replaceAll('{id}', '[^/]+')}$`)};
});

/** The operation that a request is, such as `POST /v1/invoices/{id}/pay`; null for one that Stripe's package lacks. */
export function operationOf(method: string, url: string): string | null {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '');
  const fitting = routes.filter((route) => route.method === method && route.pattern.test(path));
  // `/v1/invoices/search` is not the invoice called search.
  const [best] = fitting.sort((one, other) => variables(one.operation) - variables(other.operation));
  return best?.operation ?? null;
}

const variables = (operation: string) => operation.split('{id}').length;
