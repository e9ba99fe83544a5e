import { importTestsBeside } from './support/import-tests.mjs';

await importTestsBeside(import.meta.url);
