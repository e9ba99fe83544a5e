import { readFileSync, writeFileSync } from 'node:fs';
import { BEGIN, END } from './support/summary.mjs';

const README = new URL('../README.md', import.meta.url);
const RESULTS = new URL('results.md', import.meta.url);

const block = new RegExp(`${BEGIN}[^]*?${END}`);

/** @param {URL} file */
function blockOf(file) {
  const [found] = block.exec(readFileSync(file, 'utf8')) ?? [];
  if (!found) throw new Error(`${file.pathname} has no block of measured figures`);
  return found;
}

/** Whether the README tells what was measured. */
export const isCurrent = () => blockOf(README) === blockOf(RESULTS);

export function writeReadme() {
  const text = readFileSync(README, 'utf8');
  blockOf(README);
  writeFileSync(
    README,
    text.replace(block, () => blockOf(RESULTS)),
  );
}
