import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import Ajv from 'ajv-draft-04';
import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import * as make from './support.mjs';

const api = make.useServer({ limits: { bodyBytes: 20_000 } });

/** @param {Response} answer */
function assertCors({ headers }) {
  assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
  assert.equal(headers.get('Access-Control-Allow-Methods'), 'OPTIONS,POST,PUT');
  assert.equal(headers.get('Access-Control-Allow-Headers'), 'Content-Type');
  assert.equal(headers.get('Access-Control-Expose-Headers'), 'Location');
  assert.equal(headers.get('Access-Control-Max-Age'), null);
  assert.equal(headers.get('Access-Control-Allow-Credentials'), null);
}

/** @param {string} path */
const preflight = (path) =>
  fetch(api.server.url + path, {
    method: 'OPTIONS',
    headers: {
      Origin: 'http://page.test',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type',
    },
  });

/** @param {string} url @param {string} text @returns {Promise<string>} everything the server says before it hangs up */
async function sayRaw(url, text) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let heard = '';
  socket.setEncoding('utf8').on('data', (chunk) => (heard += chunk));
  socket.end(text);
  await once(socket, 'close');
  return heard;
}

describe('answers', () => {
  it('give a new session as a relative Location with a long hex id and no body', async () => {
    const answer = await api.post('/api/v1/sessions', make.sessionStart());
    assert.equal(answer.status, 201);
    assert.match(answer.headers.get('Location') ?? '', /^\/api\/v1\/sessions\/[0-9a-f]{32,}$/);
    assert.equal(await answer.text(), '');
  });

  it('are empty for an event', async () => {
    const answer = await api.send(await api.open(), make.event('play'));
    assert.deepEqual([answer.status, await answer.text()], [204, '']);
  });

  it('tell what is wrong with a body, and where', async () => {
    const answer = await api.post('/api/v1/sessions', make.sessionStart({ 'media.length': 'long' }));
    const { problems } = await answer.json();
    assert.deepEqual(problems, [{ path: 'params.media.length', message: 'must be a number' }]);
  });

  it('tell why a body is no JSON', async () => {
    const answer = await api.post('/api/v1/sessions', '{"eventType":');
    assert.equal(answer.status, 400);
    assert.match((await answer.json()).error, /no JSON.*JSON/);
  });

  it('ask for a body that is missing', async () => {
    assert.equal((await fetch(`${api.server.url}/api/v1/sessions`, { method: 'POST' })).status, 400);
  });

  for (const contentType of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
    it(`are 400 for ${contentType}, naming it`, async () => {
      const body = make.sessionStart();
      const answer = await api.post('/api/v1/sessions', body, { headers: { 'Content-Type': contentType } });
      assert.equal(answer.status, 400);
      assert.ok((await answer.json()).error.includes(contentType));
    });
  }

  it('are 400 for a Content-Type that cannot be read', async () => {
    const answer = await api.post('/api/v1/sessions', make.sessionStart(), { headers: { 'Content-Type': 'json' } });
    assert.equal(answer.status, 400);
    assert.match((await answer.json()).error, /must be application\/json, not "json"/);
  });

  it('take JSON with a charset', async () => {
    const headers = { 'Content-Type': 'application/json;charset=UTF-8' };
    assert.equal((await api.post('/api/v1/sessions', make.sessionStart(), { headers })).status, 201);
  });

  it('are 404 for an unknown session and say what to do', async () => {
    const answer = await api.send('abc', make.event('play'));
    assert.equal(answer.status, 404);
    assert.match((await answer.json()).error, /abc is not known.*Open a new one/);
  });

  it('explain the paths there are on any other one', async () => {
    const answer = await api.post('/api/v2/sessions', {});
    assert.equal(answer.status, 404);
    assert.match((await answer.json()).error, /POST \/api\/v2\/sessions.*POST \/api\/v1\/sessions/);
  });

  it('are 413 for a body beyond the limit', async () => {
    const answer = await api.post('/api/v1/sessions', make.sessionStart({ 'media.name': 'x'.repeat(30_000) }));
    assert.equal(answer.status, 413);
    assertCors(answer);
  });

  it('take text/plain when told to', async () => {
    const server = await createCollectionServer({ acceptTextPlain: true });
    const answer = await make
      .client(server)
      .post('/api/v1/sessions', make.sessionStart(), { headers: { 'Content-Type': 'text/plain' } });
    await server.close();
    assert.equal(answer.status, 201);
  });
});

describe('CORS', () => {
  it("is the backend's own on success and on every error", async () => {
    const sessionId = await api.open();
    assertCors(await api.post('/api/v1/sessions', make.sessionStart()));
    assertCors(await api.send(sessionId, make.event('play')));
    assertCors(await api.send(sessionId, {}));
    assertCors(await api.send('unknown', make.event('play')));
    api.server.closeSession(sessionId);
    assertCors(await api.send(sessionId, make.event('play')));
    assertCors(await api.post('/nowhere', {}));
    assertCors(await api.post('/api/v1/sessions/%zz/events', {}));
    api.server.faults.set({ errorRate: 1 });
    assertCors(await api.send(sessionId, make.event('play')));
  });

  it('answers preflights and counts them apart', async () => {
    const answer = await preflight('/api/v1/sessions/abc/events');
    assert.equal(answer.status, 204);
    assertCors(answer);
    assert.deepEqual(
      api.server.ledger.preflights.map(({ path }) => path),
      ['/api/v1/sessions/abc/events'],
    );
    assert.deepEqual(api.server.ledger.entries, []);
  });
});

describe('schemas', () => {
  const events = { sessionStart: make.sessionStart(), ...make.sessionEvents() };
  for (const [eventType, body] of Object.entries(events)) {
    it(`of ${eventType} is a draft-04 document that stands alone and takes a valid body`, async () => {
      const answer = await fetch(`${api.server.url}/api/v1/schemas/${eventType}`);
      assertCors(answer);
      const schema = await answer.json();
      assert.equal(schema.$schema, 'http://json-schema.org/draft-04/schema#');
      const validate = new Ajv.default().compile(schema);
      assert.equal(validate(body), true);
      assert.equal(validate({ ...body, playerTime: {} }), false);
    });
  }

  it('of an unknown event type is 404 and lists those there are', async () => {
    const answer = await fetch(`${api.server.url}/api/v1/schemas/seekStart`);
    assert.equal(answer.status, 404);
    assert.match((await answer.json()).error, /seekStart.*sessionStart, play, ping/);
  });
});

describe('a badly behaved client', () => {
  const head = 'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const cases = {
    'hangs up in the middle of a body': `${head}Content-Length: 100\r\n\r\n{"event`,
    'sends no HTTP at all': 'hello?\r\n\r\n',
    'sends a malformed address': 'GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'sends an absurd length': `${head}Content-Length: -5\r\n\r\n`,
  };
  for (const [what, text] of Object.entries(cases)) {
    it(`that ${what} harms nobody else`, async () => {
      await sayRaw(api.server.url, text);
      assert.equal((await api.post('/api/v1/sessions', make.sessionStart())).status, 201);
    });
  }
});

describe('the port', () => {
  it('refuses connections while stopped, and is the same when started again', async () => {
    const server = await createCollectionServer();
    const { open } = make.client(server);
    const { url } = server;
    await open();
    await server.stopListening();
    await assert.rejects(open, (/** @type {any} */ error) => error.cause.code === 'ECONNREFUSED');
    await server.startListening();
    assert.ok(await open());
    assert.equal(server.url, url);
    await server.close();
  });

  it('that is taken rejects the creation', async () => {
    const { port } = new URL(api.server.url);
    await assert.rejects(createCollectionServer({ port: Number(port) }), { code: 'EADDRINUSE' });
  });

  it('closes at once though connections are kept alive, streaming or hanging', { timeout: 2_000 }, async () => {
    const server = await createCollectionServer();
    const { open, control } = make.client(server);
    await open();
    const stream = await control('stream');
    server.faults.set({ hang: true });
    const hanging = assert.rejects(open);
    await server.ledger.waitFor(({ fault }) => fault === 'hang');
    await server.close();
    await hanging;
    await assert.rejects(stream.text());
  });
});
