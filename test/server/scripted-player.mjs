import { bodiesOf, publishedTimeline } from './scripted.mjs';
import { client } from './support.mjs';

/**
 * Stands for the tests of someone else, which the collector runs: sends what its word says to where it is told.
 *
 * @import { CollectionServer } from './support.mjs'
 */

const { post, send, control } = client(/** @type {CollectionServer} */ ({ url: process.env.COLLECTION_URL }));
const invalid = `0 sessionStart@0\n1 play@0\n4 pauseStart@3 {"playerTime":{"playhead":3,"ts":0.5}}\n5 sessionEnd@3`;

const unordered = '0 sessionStart@0\n1 play@0\n3 adStart@2\n4 adComplete@3\n5 sessionEnd@4';

/** @type {Record<string, string>} */
const scripts = {
  good: publishedTimeline,
  fault: publishedTimeline,
  invalid,
  reset: invalid,
  unordered,
  recording: unordered,
  mistyped: unordered,
  large: `0 sessionStart@0 {"params":{"media.name":"${'x'.repeat(2 ** 20)}"}}`,
  endless: '0 sessionStart@0\n1 play@0',
};

/** @param {object[]} bodies */
async function play([start, ...events]) {
  const answer = await post('/api/v1/sessions', start);
  const id = answer.headers.get('Location')?.split('/').at(-1) ?? '';
  if (word === 'fault') await control('faults', 'PUT', { scripted: { events: [400, 500, 410] } });
  for (const event of events) await send(id, event);
}

const word = process.argv[2] ?? '';
const bodies = bodiesOf(scripts[word] ?? '');
if (word === 'recording') await post('/api/v1/downloaded', bodies);
else if (word === 'mistyped') await post('/api/v1/sessions', bodies[0], { headers: { 'Content-Type': 'json' } });
else await play(bodies);
if (word === 'reset') await control('reset', 'POST');
