import { readdirSync } from 'node:fs';

/** Imports the tests beside a module, so that they share a process, which starts each browser once. @param {string} url  of that module */
export async function importTestsBeside(url) {
  for (const file of readdirSync(new URL('.', url)).sort())
    if (file.endsWith('.test.mjs')) await import(new URL(file, url).href);
}
