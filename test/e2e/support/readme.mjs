import { readFileSync } from 'node:fs';
import { snippet } from '../../support/readme.mjs';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

/** The README's code that begins so. @param {string} begin */
export const recipe = (begin) => snippet(readme, begin);
