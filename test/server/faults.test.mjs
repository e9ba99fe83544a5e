import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import * as make from './support.mjs';

const api = make.useServer();

/** @param {() => Promise<unknown>} call */
async function millisecondsOf(call) {
  const from = performance.now();
  await call();
  return performance.now() - from;
}

const openRaw = () => api.post('/api/v1/sessions', make.sessionStart());
const preflight = () => fetch(`${api.server.url}/api/v1/sessions`, { method: 'OPTIONS' });
/** @param {string} sessionId @param {number} times */
async function statusesOf(sessionId, times) {
  const statuses = [];
  for (let i = 0; i < times; i++) statuses.push((await api.send(sessionId, make.event('ping'))).status);
  return statuses;
}

describe('delays', () => {
  it('hold back the answers they name, and no other', async () => {
    const sessionId = await api.open();
    const ping = () => api.send(sessionId, make.event('ping'));
    api.server.faults.set({ sessionsDelayMs: 60 });
    assert.ok((await millisecondsOf(openRaw)) >= 59);
    api.server.faults.set({ sessionsDelayMs: 1000 });
    const opening = openRaw().then(() => 'opened');
    assert.equal(await Promise.race([opening, ping().then(() => 'pinged')]), 'pinged');
    await opening;
    api.server.faults.set({ sessionsDelayMs: 0, eventsDelayMs: 60 });
    assert.ok((await millisecondsOf(ping)) >= 59);
    api.server.faults.set({ eventsDelayMs: 0, preflightDelayMs: 60 });
    assert.ok((await millisecondsOf(preflight)) >= 59);
  });
});

describe('errors', () => {
  it('answer every event at rate 1, and no session', async () => {
    api.server.faults.set({ errorRate: 1, errorStatus: 503 });
    const sessionId = await api.open();
    assert.deepEqual(await statusesOf(sessionId, 2), [503, 503]);
    assert.equal(api.server.ledger.entries.at(-1)?.fault, 'error');
    assert.equal(api.server.ledger.accepted(sessionId).length, 1);
  });

  it('answer sessions by a rate of their own', async () => {
    api.server.faults.set({ sessionsErrorRate: 1 });
    assert.equal((await openRaw()).status, 500);
    assert.deepEqual(api.server.ledger.sessions(), []);
  });

  it('come the same way for the same seed', async () => {
    /** @param {number} seed */
    const run = async (seed) => {
      const server = await createCollectionServer({ seed });
      const { open, send } = make.client(server);
      const sessionId = await open();
      server.faults.set({ errorRate: 0.5 });
      for (let i = 0; i < 30; i++) await send(sessionId, make.event('ping'));
      await server.close();
      return server.ledger.entries.map(({ status }) => status).join();
    };
    const [first, again, other] = [await run(7), await run(7), await run(8)];
    assert.equal(first, again);
    assert.notEqual(first, other);
    assert.match(first, /500.*204|204.*500/);
  });

  it('carry a readable Retry-After when told to', async () => {
    api.server.faults.set({ errorRate: 1, retryAfterSeconds: 7 });
    const { headers } = await api.send('x', make.event('ping'));
    assert.equal(headers.get('Retry-After'), '7');
    assert.equal(headers.get('Access-Control-Expose-Headers'), 'Location, Retry-After');
    api.server.faults.set({ exposeRetryAfter: false });
    assert.equal((await api.send('x', make.event('ping'))).headers.get('Access-Control-Expose-Headers'), 'Location');
  });

  for (const gone of /** @type {const} */ ([404, 410])) {
    it(`answer every event ${gone} while sessions are gone so`, async () => {
      api.server.faults.set({ gone });
      const sessionId = await api.open();
      assert.deepEqual(await statusesOf(sessionId, 2), [gone, gone]);
      api.server.faults.set({ gone: null });
      assert.deepEqual(await statusesOf(sessionId, 1), [204]);
    });
  }
});

describe('broken connections', () => {
  it('are cut at once for every API call while refusing, preflights too, and counted', async () => {
    api.server.faults.set({ refuse: true });
    await assert.rejects(openRaw);
    await assert.rejects(preflight);
    await assert.rejects(fetch(`${api.server.url}/api/v1/schemas/play`));
    assert.equal((await api.control('faults')).status, 200);
    assert.equal(api.server.ledger.entries.length + api.server.ledger.preflights.length, 0);
    assert.ok(
      api.server.ledger.refusals.some(({ method, path }) => method === 'OPTIONS' && path === '/api/v1/sessions'),
    );
  });

  it('lose the request when cut before processing', async () => {
    api.server.faults.set({ dropBefore: 1 });
    await assert.rejects(openRaw);
    const entry = api.server.ledger.entries[0];
    assert.deepEqual([entry?.status, entry?.fault, entry?.answered], [null, 'drop', false]);
    assert.deepEqual(api.server.ledger.sessions(), []);
  });

  it('lose only the answer when cut after processing', async () => {
    api.server.faults.set({ dropAfter: 1 });
    await assert.rejects(openRaw);
    const [sessionId = ''] = api.server.ledger.sessions();
    api.server.faults.set({ dropAfter: 0 });
    assert.deepEqual(await statusesOf(sessionId, 1), [204]);
  });

  it('never answer while hanging', async () => {
    api.server.faults.set({ hang: true });
    const left = new AbortController();
    const opening = assert.rejects(api.post('/api/v1/sessions', make.sessionStart(), { signal: left.signal }), {
      name: 'AbortError',
    });
    const entry = await api.server.ledger.waitFor(({ fault }) => fault === 'hang');
    assert.deepEqual([entry.status, entry.answered], [null, false]);
    left.abort();
    await opening;
  });
});

describe('the Location', () => {
  const forms = {
    relative: /^\/api\/v1\/sessions\/[0-9a-f]+$/,
    absolute: /^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/sessions\/[0-9a-f]+$/,
    slash: /^\/api\/v1\/sessions\/[0-9a-f]+\/$/,
    query: /^\/api\/v1\/sessions\/[0-9a-f]+\?.+$/,
  };
  for (const [form, pattern] of Object.entries(forms)) {
    it(`can be ${form}`, async () => {
      api.server.faults.set({ location: /** @type {keyof typeof forms} */ (form) });
      assert.match((await openRaw()).headers.get('Location') ?? '', pattern);
    });
  }

  it('can be missing, or unreadable for a page', async () => {
    api.server.faults.set({ location: 'none' });
    assert.equal((await openRaw()).headers.get('Location'), null);
    api.server.faults.set({ location: 'relative', exposeLocation: false });
    const { headers } = await openRaw();
    assert.ok(headers.get('Location'));
    assert.equal(headers.get('Access-Control-Expose-Headers'), null);
  });
});

describe('scripted outcomes', () => {
  it('are used up one by one, then all is as usual', async () => {
    const sessionId = await api.open();
    api.server.faults.set({ scripted: { events: [503, 204, { status: 429 }] } });
    assert.deepEqual(await statusesOf(sessionId, 4), [503, 204, 429, 204]);
    assert.deepEqual(api.server.faults.current.scripted.events, []);
  });

  it('go before what is switched on', async () => {
    api.server.faults.set({ errorRate: 1, scripted: { events: [204] } });
    assert.deepEqual(await statusesOf(await api.open(), 2), [204, 500]);
  });

  it('still refuse a body that is wrong', async () => {
    api.server.faults.set({ scripted: { sessions: [201] } });
    assert.equal((await api.post('/api/v1/sessions', {})).status, 400);
  });

  it('can delay one answer and write one Location', async () => {
    api.server.faults.set({ scripted: { sessions: [{ delayMs: 60, location: 'slash' }] } });
    assert.ok(
      (await millisecondsOf(async () => assert.match(String((await openRaw()).headers.get('Location')), /\/$/))) >= 59,
    );
    assert.doesNotMatch(String((await openRaw()).headers.get('Location')), /\/$/);
  });

  it('can cut, cut after processing, or hang', async () => {
    const sessionId = await api.open();
    api.server.faults.set({ scripted: { events: ['drop', 'dropAfter', 'hang'] } });
    await assert.rejects(api.send(sessionId, make.event('play')));
    await assert.rejects(api.send(sessionId, make.event('play')));
    const left = new AbortController();
    const hanging = assert.rejects(api.send(sessionId, make.event('play'), { signal: left.signal }));
    await api.server.ledger.waitFor(({ fault }) => fault === 'hang');
    left.abort();
    await hanging;
    assert.deepEqual(
      api.server.ledger.entries.slice(1).map(({ status }) => status),
      [null, 204, null],
    );
  });

  it('reach recordings too', async () => {
    api.server.faults.set({ scripted: { downloaded: [500] } });
    assert.equal((await api.post('/api/v1/downloaded', [make.sessionStart()])).status, 500);
  });
});

describe('setting switches by program', () => {
  it('throws for a wrong one and changes nothing', () => {
    const wrong = /** @type {any} */ ({ errorRate: 2 });
    assert.throws(() => api.server.faults.set(wrong), /errorRate must be <= 1/);
    assert.equal(api.server.faults.current.errorRate, 0);
  });

  it('merges, and tells of each change', async () => {
    api.server.faults.set({ errorRate: 0.5 });
    const change = once(api.server.faults, 'change');
    api.server.faults.set({ hang: true });
    const [settings] = await change;
    assert.deepEqual([settings.errorRate, settings.hang], [0.5, true]);
  });
});
