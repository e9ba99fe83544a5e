import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import * as make from './support.mjs';

const api = make.useServer();

/** Reads a stream of server-sent events one by one. @param {Response} answer */
async function* eventsOf(answer) {
  let text = '';
  for await (const chunk of /** @type {any} */ (answer.body).pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
      yield { event, data: JSON.parse(data ?? 'null') };
    }
  }
}

async function openStream() {
  const events = eventsOf(await api.control('stream'));
  /** @param {number} count */
  const take = async (count) => {
    const taken = [];
    while (taken.length < count) taken.push((await events.next()).value);
    return taken;
  };
  const end = async () => {
    const left = once(api.server.ledger, 'removeListener');
    await events.return(undefined);
    await left;
  };
  return { take, end };
}

describe('control of faults', () => {
  it('merges a patch and answers with all switches', async () => {
    await api.control('faults', 'PUT', { errorRate: 0.5, scripted: { events: [500] } });
    const answer = await api.control('faults', 'PUT', { hang: true, scripted: { sessions: ['drop'] } });
    const faults = await answer.json();
    assert.deepEqual(
      [faults.errorRate, faults.hang, faults.scripted.events, faults.scripted.sessions],
      [0.5, true, [500], ['drop']],
    );
    assert.deepEqual(await (await api.control('faults')).json(), faults);
  });

  const wrong = {
    errorRate: 1.5,
    sessionsDelayMs: -1,
    errorStatus: 200,
    retryAfterSeconds: '7',
    location: 'nowhere',
    gone: 500,
    unheard: true,
  };
  for (const [name, value] of Object.entries(wrong)) {
    it(`refuses ${name}: ${JSON.stringify(value)}`, async () => {
      const answer = await api.control('faults', 'PUT', { [name]: value });
      assert.equal(answer.status, 400);
      assert.equal((await answer.json()).problems[0].path, name);
    });
  }

  it('refuses an unknown scripted outcome, naming its place', async () => {
    const answer = await api.control('faults', 'PUT', { scripted: { events: [500, 'explode'] } });
    assert.equal(answer.status, 400);
    assert.match((await answer.json()).problems[0].path, /^scripted\.events\.1/);
  });

  it('refuses what is no JSON', async () => {
    const init = { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{' };
    assert.equal((await fetch(`${api.server.url}/control/faults`, init)).status, 400);
  });

  it('is open to a page on another origin', async () => {
    const headers = {
      Origin: 'http://page.test',
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'content-type',
    };
    const answer = await fetch(`${api.server.url}/control/faults`, { method: 'OPTIONS', headers });
    assert.ok(answer.ok);
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*');
    assert.match(answer.headers.get('Access-Control-Allow-Methods') ?? '', /PUT/);
    assert.equal(answer.headers.get('Access-Control-Allow-Headers'), 'content-type');
    assert.equal((await api.control('faults')).headers.get('Access-Control-Allow-Origin'), '*');
  });
});

describe('control of sessions', () => {
  it('closes one', async () => {
    const sessionId = await api.open();
    assert.equal((await api.control(`sessions/${sessionId}/close`, 'POST')).status, 204);
    assert.equal((await api.send(sessionId, make.event('play'))).status, 410);
  });

  it('says so when there is none to close', async () => {
    assert.equal((await api.control('sessions/abc/close', 'POST')).status, 404);
  });

  it('forgets all', async () => {
    const sessionId = await api.open();
    assert.equal((await api.control('forget', 'POST')).status, 204);
    assert.equal((await api.send(sessionId, make.event('play'))).status, 404);
  });

  it('resets ledger and faults', async () => {
    api.server.faults.set({ errorRate: 1 });
    await api.open();
    assert.equal((await api.control('reset', 'POST')).status, 204);
    assert.deepEqual([api.server.ledger.entries, api.server.faults.current.errorRate], [[], 0]);
  });

  it('gives the ledger as JSON', async () => {
    await api.open();
    const { entries, preflights } = await (await api.control('ledger')).json();
    assert.equal(entries[0].body.eventType, 'sessionStart');
    assert.deepEqual(preflights, []);
  });
});

describe('the stream', () => {
  it('begins afresh with a reset, the switches and the ledger so far', async () => {
    await api.open();
    const { take, end } = await openStream();
    const [reset, fault, entry] = await take(3);
    assert.deepEqual([reset?.event, fault?.event, entry?.event], ['reset', 'fault', 'entry']);
    assert.equal(fault?.data.errorRate, 0);
    assert.equal(entry?.data.body.eventType, 'sessionStart');
    await end();
  });

  it('replays a request that still waits as received', async () => {
    api.server.faults.set({ sessionsDelayMs: 20 });
    const opening = api.open();
    await once(api.server.ledger, 'received');
    const { take, end } = await openStream();
    const events = (await take(4)).slice(2).map((told) => told?.event);
    assert.deepEqual(events, ['received', 'entry']);
    await opening;
    await end();
  });

  it('then tells each arrival, outcome, switch and reset', async () => {
    const { take, end } = await openStream();
    await take(2);
    await api.open();
    api.server.faults.set({ hang: true });
    api.server.ledger.reset();
    const [received, entry, fault, reset] = await take(4);
    assert.deepEqual(
      [received?.event, entry?.event, fault?.event, reset?.event],
      ['received', 'entry', 'fault', 'reset'],
    );
    assert.deepEqual([received?.data.seq, received?.data.route], [entry?.data.seq, 'sessions']);
    assert.equal(entry?.data.status, 201);
    assert.equal(fault?.data.hang, true);
    await end();
  });

  it('leaves no listener behind when its page goes', async () => {
    const before = api.server.ledger.listenerCount('entry');
    const { take, end } = await openStream();
    await take(2);
    assert.equal(api.server.ledger.listenerCount('entry'), before + 1);
    await end();
    assert.equal(api.server.ledger.listenerCount('entry'), before);
  });
});
