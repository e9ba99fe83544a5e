import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import { snippet } from '../support/readme.mjs';
import { bodiesOf } from './scripted.mjs';
import { client } from './support.mjs';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const importLine = `import assert from 'node:assert/strict';
import { createCollectionServer } from 'videojs-media-tracking-collector';
`;
const playLine = '// … play a page whose collectionUrl is server.url …';
const viewing = bodiesOf('0 sessionStart@0\n0 play@0\n10 ping@10\n12 sessionEnd@12');

/** What a page would send. @param {Awaited<ReturnType<typeof createCollectionServer>>} server */
async function plays(server) {
  const { post, send } = client(server);
  const [start, ...events] = viewing;
  const answer = await post('/api/v1/sessions', start);
  const id = String(answer.headers.get('Location')?.split('/').at(-1));
  for (const event of events) await send(id, event);
}

it('the README’s test in Node reads the report of what a page played', async () => {
  const code = snippet(readme, importLine.trim());
  assert.ok(code.startsWith(importLine) && code.includes(playLine));
  const body = code.slice(importLine.length).replace(playLine, 'await plays(server);');
  const names = { assert, createCollectionServer, plays };
  const run = new Function(...Object.keys(names), `return (async () => { ${body}\nreturn id; })()`);
  assert.match(await run(...Object.values(names)), /^[0-9a-f]+$/);
});
