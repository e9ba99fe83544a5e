import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import * as make from './support.mjs';

const api = make.useServer({ now: () => 1_000, limits: { bodyBytes: 20_000 } });

describe('the ledger', () => {
  it('keeps each request in order, with body, bytes and outcome', async () => {
    const sessionId = await api.open();
    const raw = ` ${JSON.stringify(make.event('play'))}\n`;
    await api.send(sessionId, raw);
    const [start, play] = api.server.ledger.entries;
    assert.deepEqual([start?.route, start?.sessionId, start?.status], ['sessions', sessionId, 201]);
    assert.equal(play?.rawBody, raw);
    const { seq, rawBody, body, ...rest } = play ?? {};
    assert.deepEqual(body, JSON.parse(raw));
    assert.deepEqual(rest, {
      ...{ route: 'events', sessionId, status: 204, answered: true, fault: null, problems: [], warnings: [] },
      ...{ receivedAt: 1_000, decidedAt: 1_000 },
    });
  });

  it('keeps what was refused, with its problems', async () => {
    await api.post('/api/v1/sessions', make.sessionStart({ 'media.id': 7 }));
    await api.post('/api/v1/sessions', 'no json');
    const [wrong, broken] = api.server.ledger.entries;
    assert.deepEqual(
      [wrong?.status, wrong?.problems],
      [400, [{ path: 'params.media.id', message: 'must be a string' }]],
    );
    assert.deepEqual([broken?.status, broken?.body, broken?.rawBody], [400, null, 'no json']);
  });

  it('keeps what came with a Content-Type that cannot be read, byte for byte', async () => {
    const sessionId = await api.open();
    const raw = ` ${JSON.stringify(make.event('play'))}`;
    for (const contentType of ['json', 'application/json/', ';'])
      await api.send(sessionId, raw, { headers: { 'Content-Type': contentType } });
    const refused = api.server.ledger.entries.slice(1);
    assert.deepEqual(
      refused.map((entry) => [entry.sessionId, entry.status, entry.rawBody]),
      Array(3).fill([sessionId, 400, raw]),
    );
  });

  it('keeps what was refused unread: a body that is too large, an address that cannot be', async () => {
    const sessionId = await api.open();
    await api.send(sessionId, make.event('error', { qoeData: { 'media.qoe.errorID': 'x'.repeat(30_000) } }));
    await api.post('/api/v1/downloaded', [make.sessionStart({ 'media.name': 'x'.repeat(30_000) })]);
    await api.send('%zz', make.event('play'));
    await api.send('a'.repeat(101), make.event('play'));
    const refused = api.server.ledger.entries.slice(1);
    assert.deepEqual(
      refused.map((entry) => [entry.route, entry.sessionId, entry.status]),
      [
        ['events', sessionId, 413],
        ['downloaded', null, 413],
        ['events', '%zz', 400],
        ['events', 'a'.repeat(101), 414],
      ],
    );
    assert.match(refused[0]?.problems[0]?.message ?? '', /too large/);
    await api.server.ledger.waitFor(({ status, answered }) => status === 414 && answered);
  });

  it('keeps nothing of what is not for the API', async () => {
    await api.post('/api/v1/elsewhere', make.sessionStart({ 'media.name': 'x'.repeat(30_000) }));
    await api.control('faults', 'PUT', { location: 'x'.repeat(30_000) });
    await fetch(`${api.server.url}/api/v1/schemas/%zz`);
    assert.deepEqual(api.server.ledger.entries, []);
  });

  it('lists the sessions and what each accepted, its sessionStart first', async () => {
    const [one, two] = [await api.open(), await api.open()];
    await api.send(one, make.event('play'));
    await api.send(one, make.event('nothing'));
    await api.send(one, make.event('ping'));
    assert.deepEqual(api.server.ledger.sessions(), [one, two]);
    const types = api.server.ledger.accepted(one).map(({ body }) => body.eventType);
    assert.deepEqual(types, ['sessionStart', 'play', 'ping']);
  });

  it('counts as accepted what was processed though its answer was lost', async () => {
    const sessionId = await api.open();
    api.server.faults.set({ scripted: { events: ['dropAfter', 'drop'] } });
    await assert.rejects(api.send(sessionId, make.event('play')));
    await assert.rejects(api.send(sessionId, make.event('ping')));
    const [, play] = api.server.ledger.accepted(sessionId);
    assert.deepEqual([play?.body.eventType, play?.answered, play?.fault], ['play', false, 'dropAfter']);
    assert.equal(api.server.ledger.accepted(sessionId).length, 2);
  });

  it('counts as accepted what a client that gave up had sent', async () => {
    const sessionId = await api.open();
    api.server.faults.set({ eventsDelayMs: 60_000 });
    const left = new AbortController();
    const sending = assert.rejects(api.send(sessionId, make.event('play'), { signal: left.signal }));
    await once(api.server.ledger, 'received');
    left.abort();
    await sending;
    const entry = await api.server.ledger.waitFor(({ route }) => route === 'events');
    assert.deepEqual([entry.status, entry.answered, entry.fault], [204, false, 'delay']);
  });

  it('tells of an arrival before its outcome', async () => {
    api.server.faults.set({ sessionsDelayMs: 20 });
    const opening = api.open();
    const [entry] = await once(api.server.ledger, 'received');
    assert.deepEqual([entry.status, entry.decidedAt, entry.body.eventType], [null, null, 'sessionStart']);
    const decided = await api.server.ledger.waitFor(({ seq }) => seq === entry.seq);
    assert.equal(decided.status, 201);
    await opening;
  });

  it('lets a test wait for what is there or still to come', async () => {
    const sessionId = await api.open();
    const ping = api.server.ledger.waitFor(({ body }) => body.eventType === 'ping');
    const three = api.server.ledger.waitFor((_entry, ledger) => ledger.accepted(sessionId).length === 3);
    await api.send(sessionId, make.event('play'));
    await api.send(sessionId, make.event('ping'));
    assert.equal((await ping).status, 204);
    assert.equal((await three).body.eventType, 'ping');
    assert.equal((await api.server.ledger.waitFor(({ route }) => route === 'sessions')).sessionId, sessionId);
  });

  it('says what came instead when the wait is over', async () => {
    await api.open();
    await assert.rejects(
      api.server.ledger.waitFor(() => false, 10),
      /within 10 ms. Came: sessionStart 201/,
    );
    assert.equal(api.server.ledger.listenerCount('entry'), 0);
  });

  it('hands the error of a predicate to who waits', async () => {
    const wrong = () => {
      throw new RangeError('my mistake');
    };
    const waiting = assert.rejects(api.server.ledger.waitFor(wrong), /my mistake/);
    assert.ok(await api.open());
    await waiting;
  });

  it('is empty after a reset, and stays so when an older request ends', async () => {
    api.server.faults.set({ sessionsDelayMs: 20 });
    const opening = api.open();
    await once(api.server.ledger, 'received');
    api.server.reset();
    let told = 0;
    api.server.ledger.on('entry', () => told++);
    await opening;
    assert.deepEqual([api.server.ledger.entries, told], [[], 0]);
  });
});
