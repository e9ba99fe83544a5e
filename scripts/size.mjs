import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** @type {Record<string, number>} file to the most bytes it may have, minified and gzipped at level 9 */
const budget = JSON.parse(readFileSync('size-budget.json', 'utf8'));

for (const [file, most] of Object.entries(budget)) {
  const bytes = readFileSync(file);
  const size = gzipSync(bytes, { level: 9 }).length;
  const over = size > most;
  console.log(
    `${file}: ${size} bytes gzipped (${bytes.length} minified), ` +
      (over ? `${size - most} OVER the budget of ${most}` : `${most - size} below the budget of ${most}`),
  );
  if (over) process.exitCode = 1;
}
