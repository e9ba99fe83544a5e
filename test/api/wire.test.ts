import QUnit from 'qunit';
import { mediaCollection } from '../../src/api/media-collection';
import type { Outcome } from '../../src/api/wire';
import { eventOf } from '../support/fake-backend';

const { module, test } = QUnit;

const wire = mediaCollection('https://company.hb-api.omtrdc.net');

const OUTCOMES: Record<Outcome, readonly number[]> = {
  delivered: [200, 201, 202, 204],
  retry: [0, 304, 408, 425, 429, 500, 501, 502, 503, 504, 507, 599],
  sessionGone: [404, 410],
  rejected: [400, 401, 403, 405, 409, 411, 413, 414, 415, 422, 431, 451, 499],
};

module('api: what a status means', () => {
  for (const [outcome, statuses] of Object.entries(OUTCOMES))
    for (const status of statuses)
      test(`${status} is ${outcome}`, (assert) => {
        assert.strictEqual(wire.outcome({ status }), outcome);
      });
});

module('api: where requests go', () => {
  const PLACES = [
    ['https://company.hb-api.omtrdc.net', 'https://company.hb-api.omtrdc.net/api/v1/sessions'],
    ['https://company.hb-api.omtrdc.net/', 'https://company.hb-api.omtrdc.net/api/v1/sessions'],
    ['https://www.company.com/collect', 'https://www.company.com/collect/api/v1/sessions'],
    ['https://www.company.com/collect/v2//', 'https://www.company.com/collect/v2/api/v1/sessions'],
    ['http://localhost:8080', 'http://localhost:8080/api/v1/sessions'],
  ] as const;
  for (const [collectionUrl, sessions] of PLACES)
    test(`a session is opened and told of under ${collectionUrl}`, (assert) => {
      const { url } = mediaCollection(collectionUrl);
      assert.strictEqual(url(), sessions);
      assert.strictEqual(url('4f2a'), `${sessions}/4f2a/events`);
    });

  test('a request made again is the same to the byte', (assert) => {
    const event = eventOf('play', { qoe: { bitrate: 1, droppedFrames: 2 } });
    assert.strictEqual(wire.body(event), wire.body(event));
  });
});

module('api: a recording', () => {
  test('goes to its own endpoint as one list', (assert) => {
    assert.deepEqual(wire.recorded(['{"a":1}', '{"b":2}']), {
      url: 'https://company.hb-api.omtrdc.net/api/v1/downloaded',
      body: '[{"a":1},{"b":2}]',
    });
  });
});

module('api: the session id in Location', () => {
  const IDS = [
    ['/api/v1/sessions/4f2a', '4f2a'],
    ['https://company.hb-api.omtrdc.net/api/v1/sessions/4f2a', '4f2a'],
    ['//company.hb-api.omtrdc.net/api/v1/sessions/4f2a', '4f2a'],
    ['/api/v1/sessions/4f2a/', '4f2a'],
    ['/api/v1/sessions/4f2a//', '4f2a'],
    ['/api/v1/sessions/4f2a?region=eu', '4f2a'],
    ['/api/v1/sessions/4f2a/?next=/a/b#top', '4f2a'],
    ['4f2a', '4f2a'],
    [undefined, undefined],
    ['', undefined],
    ['/', undefined],
    ['?a=b', undefined],
  ] as const;
  for (const [location, id] of IDS)
    test(`${String(location)} names ${id ?? 'none'}`, (assert) => {
      assert.strictEqual(wire.sessionId({ status: 201, location }), id);
    });
});
