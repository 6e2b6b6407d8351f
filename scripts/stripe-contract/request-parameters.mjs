/** The file that says what a request may carry: `workbench/stripe/contract/request-parameters.json`. */
import {sdkVersion, withSdkTypes} from './checker.mjs';
import {readOperations, resourceFiles} from './operations.mjs';
import {requestSchema} from './request-schema.mjs';
import {retiredParameters} from './retired-parameters.mjs';

export const requestParametersPath = 'workbench/stripe/contract/request-parameters.json';

/**
 * One operation a line, so that a newer SDK shows in the history as the operations it changed.
 * @returns {Promise<string>}
 */
export const requestParametersFile = () =>
  withSdkTypes(resourceFiles, async (checker, exportsOf) => {
    const operations = await readOperations(checker, exportsOf);
    const lines = operations.map(({key, parameters}) => {
      const schema = {...requestSchema(checker, parameters), ...retiredParameters[key]};
      return `    ${JSON.stringify(key)}: ${JSON.stringify(schema)}`;
    });
    return `{\n  "stripeVersion": ${JSON.stringify(sdkVersion)},\n  "operations": {\n${lines.join(',\n')}\n  }\n}\n`;
  });
