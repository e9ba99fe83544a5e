import { importTestsBeside } from '../e2e/support/import-tests.mjs';

await importTestsBeside(import.meta.url);
