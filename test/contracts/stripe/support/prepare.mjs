// Jest runs this once before all tests, so that each test file finds the schemas made.
import {ensureResponseSchemas} from '../../../../scripts/stripe-contract/response-schemas.mjs';

// biome-ignore lint/style/noDefaultExport: Jest takes its global setup as the default export of a module.
export default ensureResponseSchemas;
