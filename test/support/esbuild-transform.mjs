// This file lets Jest run TypeScript through the compiler that also builds the bundle.
import {transformSync} from 'esbuild';

// biome-ignore lint/style/noDefaultExport: Jest takes a transformer as the default export of its module.
export default {
  process: (source, path) =>
    transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'es2022',
      // Node 20 knows `with {type: 'json'}`, and Jest wants to see it.
      supported: {'import-attributes': true},
      sourcemap: 'inline',
      sourcefile: path,
    }),
};
