// This file lets Jest run TypeScript through the compiler that also builds the bundle.
import {transformSync} from 'esbuild';

// biome-ignore lint/style/noDefaultExport: Jest takes a transformer as the default export of its module.
export default {
  process: (source, path) =>
    transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'es2022',
      sourcemap: 'inline',
      sourcefile: path,
    }),
};
