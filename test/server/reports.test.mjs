import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import { bodiesOf, publishedTimeline } from './scripted.mjs';
import * as make from './support.mjs';

const api = make.useServer();

/** @param {string} path */
const get = (path) => fetch(`${api.server.url}/report/${path}`);

/** @param {string} path */
const page = async (path) => (await get(path)).text();

/** @param {string} script @returns {Promise<string>} id */
async function send(script) {
  const [start, ...events] = bodiesOf(script);
  const answer = await api.post('/api/v1/sessions', start);
  const id = /** @type {string} */ (answer.headers.get('Location')?.split('/').at(-1));
  for (const event of events) await api.send(id, event);
  return id;
}

describe('the session reports', () => {
  it('are listed, and linked', async () => {
    const id = await send('0 sessionStart@0 {"params":{"media.name":"Tide tables"}}\n1 play@0');
    const index = await page('');
    assert.match(index, new RegExp(`<a href="sessions/${id}">Tide tables</a>`));
    assert.equal((await get(`sessions/${id}`)).status, 200);
  });

  it('are found without the last slash, too', async () => {
    const answer = await fetch(`${api.server.url}/report`);
    assert.equal(answer.url, `${api.server.url}/report/`);
    assert.equal(answer.status, 200);
  });

  it('tell of the session what its events say', async () => {
    const id = await send(publishedTimeline);
    const text = (await page(`sessions/${id}`)).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    for (const words of [
      'Content time spent 45 s',
      'Ad time spent 30 s',
      'Pause events 1 10 s',
      'Buffer events 1 3 s',
      'Ads completed 3 of 3',
    ]) {
      assert.ok(text.includes(words), `"${words}" is not in: ${text.slice(0, 900)}`);
    }
  });

  it('are there as JSON, and for tests in the same process', async () => {
    const id = await send(publishedTimeline);
    const report = await (await get(`sessions/${id}/report.json`)).json();
    assert.ok(Math.abs(report.times.content - 45) < 0.5);
    assert.equal(report.markers.length, 5);
    assert.deepEqual(JSON.parse(JSON.stringify(api.server.report(id)?.times)), report.times);
    assert.equal(api.server.report('unknown'), null);
  });

  it('say so where no session is known', async () => {
    const answer = await get('sessions/unknown');
    assert.equal(answer.status, 404);
    assert.match(await answer.text(), /No such session/);
    assert.equal((await get('sessions/unknown/report.json')).status, 404);
  });

  it('run nothing that a client sent', async () => {
    const evil = '<script>alert(1)</script>';
    const [start, ad] = [
      make.sessionStart({ 'media.name': evil }, { customMetadata: { note: `"><img src=x>${evil}` } }),
      make.event('adStart'),
    ];
    const answer = await api.post('/api/v1/sessions', start);
    const id = /** @type {string} */ (answer.headers.get('Location')?.split('/').at(-1));
    await api.send(id, { ...ad, params: { ...make.ad, 'media.ad.name': `</script>${evil}` } });
    await api.post('/api/v1/sessions', { eventType: evil });
    for (const path of ['', `sessions/${id}`]) {
      const html = await page(path);
      assert.ok(!html.includes('<script>alert'), path);
      assert.ok(!html.includes('<img'), path);
    }
    assert.match((await get('')).headers.get('Content-Security-Policy') ?? '', /script-src 'self'/);
  });

  it('show what belongs to no session, with the reason', async () => {
    await api.post('/api/v1/sessions', make.sessionStart({ 'media.id': 7 }));
    await api.send('0'.repeat(5_000), make.event('ping'));
    const index = await page('');
    assert.match(index, /Requests without a session/);
    assert.match(index, /params\.media\.id must be a string/);
  });

  it('take in recordings', async () => {
    const [start, ...events] = bodiesOf(publishedTimeline);
    start.params['media.name'] = 'A recording';
    assert.equal((await api.post('/api/v1/downloaded', [start, ...events])).status, 201);
    const [, path = ''] = /<a href="(sessions\/recording-[^"]*)">A recording</.exec(await page('')) ?? [];
    assert.match(await page(path), /<dd>45 s<small>/);
  });

  it('join the sessions of a resumed viewing', async () => {
    const known = (/** @type {string} */ rest) =>
      `sessionStart@0 {"params":{"media.name":"Joined","media.id":"joined","visitor.marketingCloudUserId":"7"${rest}}}`;
    const resumed = known(',"media.resume":true');
    const first = await send(`0 ${known('')}\n1 play@0\n11 sessionEnd@10`);
    await send(`20 ${known('')}\n21 play@0\n22 sessionEnd@1`.replace('"joined"', '"another"'));
    const second = await send(`4000 ${resumed}\n4001 play@10\n4006 sessionEnd@15`);
    const third = await send(`9000 ${resumed}\n9001 play@15\n9005 sessionEnd@19`);
    for (const id of [first, second, third]) {
      const html = await page(`sessions/${id}`);
      assert.match(html, /Together they played\s+19 s of content/);
      const others = [first, second, third].filter((other) => other !== id);
      for (const other of others) assert.match(html, new RegExp(`<a href="${other}"`));
    }
  });

  it('outlive a reset of the ledger, and faults do not touch them', async () => {
    const id = await send('0 sessionStart@0\n1 play@0');
    api.server.reset();
    api.server.faults.set({ refuse: true });
    assert.equal((await get(`sessions/${id}`)).status, 200);
  });

  it('count what was accepted though its answer was lost, and what is not yet answered', async () => {
    const id = await send('0 sessionStart@0\n1 play@0');
    api.server.faults.set({ scripted: { events: ['dropAfter'] } });
    await assert.rejects(api.send(id, bodiesOf('11 ping@10')[0]));
    api.server.faults.set({ eventsDelayMs: 60_000 });
    const left = new AbortController();
    const sending = assert.rejects(api.send(id, bodiesOf('21 ping@20')[0], { signal: left.signal }));
    while ((api.server.report(id)?.events.length ?? 0) < 4) await new Promise(setImmediate);
    left.abort();
    await sending;
    assert.equal(api.server.report(id)?.times.content, 20);
  });

  it('are computed anew when something has come', async () => {
    const id = await send('0 sessionStart@0\n1 play@0\n5 sessionEnd@4');
    const before = await (await get(`sessions/${id}/report.json`)).json();
    await api.send(id, bodiesOf('6 ping@5')[0]);
    const after = await (await get(`sessions/${id}/report.json`)).json();
    assert.deepEqual([before.delivery.refused, after.delivery.refused], [0, 1]);
  });

  it('are of one server only', async () => {
    const other = await createCollectionServer();
    const id = await send('0 sessionStart@0');
    assert.equal(other.report(id), null);
    await other.close();
  });
});
