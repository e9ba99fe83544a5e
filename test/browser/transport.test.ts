import QUnit from 'qunit';
import sinon from 'sinon';
import { createTransport, KEEPALIVE_MAX_LENGTH } from '../../src/browser/transport';

const { module, test } = QUnit;

const REQUEST = { url: 'https://collect.test/api/v1/sessions', body: '{"eventType":"sessionStart"}' };
const TIMEOUT_MS = 10_000;

const post = createTransport();

type Fetch = typeof globalThis.fetch;

let timers: sinon.SinonFakeTimers;
let fetched: sinon.SinonStub<Parameters<Fetch>, ReturnType<Fetch>>;

/** What fetch was given. */
function asked(): { url: RequestInfo | URL; init: RequestInit; headers: Headers } {
  const [url, init = {}] = fetched.lastCall.args;
  return { url, init, headers: new Headers(init.headers) };
}

/** A fetch that is answered by nothing but its abort. */
const unanswered: Fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });

module('browser: the transport', (hooks) => {
  hooks.beforeEach(() => {
    timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    fetched = sinon.stub(globalThis, 'fetch');
    fetched.callsFake(() => Promise.resolve(new Response(null, { status: 204 })));
  });

  hooks.afterEach((assert) => {
    assert.strictEqual(timers.countTimers(), 0, 'no timer is left');
    sinon.restore();
  });

  test('posts the body as it is, as JSON', async (assert) => {
    await post(REQUEST, TIMEOUT_MS).reply;
    const { url, init, headers } = asked();
    assert.strictEqual(url, REQUEST.url);
    assert.strictEqual(init.method, 'POST');
    assert.strictEqual(init.body, REQUEST.body);
    assert.strictEqual(headers.get('Content-Type'), 'application/json');
  });

  test('says that the JSON is text where it was told to, so that browsers need not ask before', async (assert) => {
    await post(REQUEST, TIMEOUT_MS, 'text/plain').reply;
    const { init, headers } = asked();
    assert.strictEqual(init.body, REQUEST.body);
    assert.strictEqual(headers.get('Content-Type'), 'text/plain');
    assert.deepEqual([...headers.keys()].sort(), ['accept', 'content-type'], 'nothing else to ask about');
  });

  test('asks for nothing that the backend’s CORS answer refuses', async (assert) => {
    await post(REQUEST, TIMEOUT_MS).reply;
    const { init, headers } = asked();
    assert.strictEqual(init.credentials, 'omit');
    assert.deepEqual([...headers.keys()].sort(), ['accept', 'content-type'], 'Accept needs no permission');
  });

  test('calls fetch before it returns: a page that is leaving has no later', async (assert) => {
    const { reply } = post(REQUEST, TIMEOUT_MS);
    assert.true(fetched.calledOnce);
    await reply;
  });

  test('lets the request outlive the page, unless it is larger than browsers allow', async (assert) => {
    await post(REQUEST, TIMEOUT_MS).reply;
    assert.true(asked().init.keepalive);
    await post({ ...REQUEST, body: 'x'.repeat(KEEPALIVE_MAX_LENGTH) }, TIMEOUT_MS).reply;
    assert.false(asked().init.keepalive);
  });

  test('a body larger than browsers allow says nothing about keepalive', async (assert) => {
    const fresh = createTransport();
    await fresh({ ...REQUEST, body: 'x'.repeat(KEEPALIVE_MAX_LENGTH) }, TIMEOUT_MS).reply;
    await fresh(REQUEST, TIMEOUT_MS).reply;
    assert.true(asked().init.keepalive);
  });

  test('makes one attempt, whatever the answer', async (assert) => {
    for (const status of [500, 503, 429, 408]) {
      fetched.resetHistory();
      fetched.resolves(new Response('', { status }));
      await post(REQUEST, TIMEOUT_MS).reply;
      assert.strictEqual(fetched.callCount, 1, String(status));
    }
  });

  for (const status of [200, 201, 400, 404, 410, 429, 500, 503])
    test(`a ${status} is a reply with its text`, async (assert) => {
      fetched.resolves(new Response('why', { status, headers: { 'Content-Type': 'application/json' } }));
      const reply = await post(REQUEST, TIMEOUT_MS).reply;
      assert.deepEqual([reply.status, reply.text], [status, 'why']);
    });

  test('JSON in an answer stays text', async (assert) => {
    fetched.resolves(new Response('{"a":1}', { status: 400, headers: { 'Content-Type': 'application/json' } }));
    assert.strictEqual((await post(REQUEST, TIMEOUT_MS).reply).text, '{"a":1}');
  });

  test('the answer is read to its end, for an unread one holds the keepalive quota', async (assert) => {
    const response = new Response('created', { status: 201 });
    fetched.resolves(response);
    await post(REQUEST, TIMEOUT_MS).reply;
    assert.true(response.bodyUsed);
  });

  test('Location and Retry-After are read', async (assert) => {
    fetched.resolves(new Response('', { status: 201, headers: { Location: '/api/v1/sessions/4f2a' } }));
    const created = await post(REQUEST, TIMEOUT_MS).reply;
    assert.deepEqual([created.location, created.retryAfterSeconds], ['/api/v1/sessions/4f2a', undefined]);
    fetched.resolves(new Response('', { status: 503, headers: { 'Retry-After': '30' } }));
    const busy = await post(REQUEST, TIMEOUT_MS).reply;
    assert.deepEqual([busy.location, busy.retryAfterSeconds], [null, 30]);
  });

  test('a Retry-After that is a date is not followed', async (assert) => {
    const headers = { 'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT' };
    fetched.resolves(new Response('', { status: 503, headers }));
    assert.strictEqual((await post(REQUEST, TIMEOUT_MS).reply).retryAfterSeconds, undefined);
  });

  test('a network error is status 0', async (assert) => {
    fetched.rejects(new TypeError('Failed to fetch'));
    assert.deepEqual(await post(REQUEST, TIMEOUT_MS).reply, { status: 0 });
  });

  test('a fetch that throws is status 0', async (assert) => {
    fetched.throws(new Error('blocked by an extension'));
    assert.deepEqual(await post(REQUEST, TIMEOUT_MS).reply, { status: 0 });
  });

  test('no answer in time is status 0, and the request is given up', async (assert) => {
    fetched.callsFake(unanswered);
    const { reply } = post(REQUEST, TIMEOUT_MS);
    await timers.tickAsync(TIMEOUT_MS - 1);
    assert.false(asked().init.signal!.aborted);
    await timers.tickAsync(1);
    assert.true(asked().init.signal!.aborted);
    assert.deepEqual(await reply, { status: 0 });
  });

  test('no answer in time is status 0 also where a fetch never settles', async (assert) => {
    fetched.callsFake(() => new Promise(() => undefined));
    const { reply } = post(REQUEST, TIMEOUT_MS);
    timers.tick(TIMEOUT_MS);
    assert.deepEqual(await reply, { status: 0 });
  });

  test('an answer whose text never ends is given up too', async (assert) => {
    fetched.resolves(new Response(new ReadableStream(), { status: 201 }));
    const { reply } = post(REQUEST, TIMEOUT_MS);
    await timers.tickAsync(TIMEOUT_MS);
    assert.deepEqual(await reply, { status: 0 });
  });

  test('a dry run leaves the browser at no time, is always taken, and names each session', async (assert) => {
    const dry = { ...REQUEST, url: 'dry-run:/api/v1/sessions' };
    const replies = await Promise.all([post(dry, TIMEOUT_MS).reply, post(dry, TIMEOUT_MS).reply]);
    assert.false(fetched.called);
    assert.deepEqual(
      replies.map(({ status }) => status),
      [201, 201],
    );
    assert.notStrictEqual(replies[0].location, replies[1].location);
  });

  test('an abort reaches the request, and is status 0', async (assert) => {
    fetched.callsFake(unanswered);
    const { reply, abort } = post(REQUEST, TIMEOUT_MS);
    abort();
    assert.true(asked().init.signal!.aborted);
    assert.strictEqual(timers.countTimers(), 0, 'at once');
    assert.deepEqual(await reply, { status: 0 });
  });

  test('an abort is status 0 also where a fetch never settles', async (assert) => {
    fetched.callsFake(() => new Promise(() => undefined));
    const { reply, abort } = post(REQUEST, TIMEOUT_MS);
    abort();
    assert.deepEqual(await reply, { status: 0 });
  });
});
