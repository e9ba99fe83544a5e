import QUnit from 'qunit';
import { eventSchemas, eventTypes } from '../../demo/server/event-schemas.mjs';
import { body, flatten } from '../../src/api/media-collection';
import type { EventType, MediaEvent } from '../../src/model';
import { violations } from '../support/draft04';

const { module, test } = QUnit;

const START = {
  analytics: { trackingServer: 'company.sc.omtrdc.net', reportSuite: 'rsid', enableSSL: true, aid: undefined },
  visitor: {
    marketingCloudOrgId: '0123@AdobeOrg',
    aamLocationHint: 9,
    customerIDs: { crm: { id: 'a.b', authState: 1 }, mail: { id: 'c', authState: 0 } },
  },
  appInstallationId: undefined,
  media: {
    id: 'episode-42',
    length: 60.3,
    contentType: 'vod',
    playerName: 'video.js',
    channel: 'site',
    resume: true,
    pass: { mvpd: 'provider', auth: 'TRUE' },
  },
};

/** Each event type as it is told, with all that it may carry. */
const EVENTS: Record<EventType, Partial<MediaEvent>> = {
  sessionStart: { params: START, customMetadata: { 'my.key': 'value' } },
  play: { qoe: { bitrate: 1_200_000, droppedFrames: 0, framesPerSecond: 25, timeToStart: 840 } },
  ping: {},
  pauseStart: {},
  bufferStart: {},
  bitrateChange: { qoe: { bitrate: 800_000 } },
  error: { qoe: { errorID: '2', errorSource: 'player' } },
  sessionComplete: {},
  sessionEnd: {},
  adBreakStart: { params: { media: { ad: { podIndex: 0, podSecond: 0, podFriendlyName: 'pre-roll' } } } },
  adBreakComplete: {},
  adStart: {
    params: { media: { ad: { id: 'ad-1', length: 15, podPosition: 1, playerName: 'video.js', advertiser: 'x' } } },
    customMetadata: { campaign: 'spring' },
  },
  adComplete: {},
  adSkip: {},
  chapterStart: {
    params: { media: { chapter: { index: 1, offset: 0, length: 20, friendlyName: 'One' } } },
    customMetadata: { part: '1' },
  },
  chapterComplete: {},
  chapterSkip: {},
  stateStart: { params: { media: { state: { name: 'fullScreen' } } } },
  stateEnd: { params: { media: { state: { name: 'fullScreen' } } } },
};

const sent = (type: EventType, extra: Partial<MediaEvent> = EVENTS[type]): Record<string, unknown> =>
  JSON.parse(body({ id: 7, type, playhead: 30.5, ts: 1_731_672_030_000, ...extra })) as Record<string, unknown>;

module('api: event bodies', () => {
  test('every event type of the schemas has an example here', (assert) => {
    assert.deepEqual(Object.keys(EVENTS).sort(), [...eventTypes].sort());
  });

  for (const type of Object.keys(EVENTS) as EventType[])
    test(`${type} is as its schema wants it`, (assert) => {
      assert.deepEqual(violations(sent(type), eventSchemas.get(type)!), []);
    });

  test('the schemas refuse what is wrong', (assert) => {
    const refused = (type: EventType, event: object) => violations(event, eventSchemas.get(type)!);
    assert.deepEqual(refused('play', { ...sent('play'), id: 7 }), ['/id is not allowed']);
    assert.deepEqual(refused('ping', { ...sent('ping'), params: {} }), ['/params is not allowed']);
    assert.deepEqual(refused('stateEnd', sent('stateEnd', {})), ['/params is required']);
    assert.deepEqual(refused('play', sent('play', { ts: 0.5 })), ['/playerTime/ts is no integer']);
    assert.deepEqual(refused('play', sent('play', { qoe: { speed: 1 } })), ['/qoeData/media.qoe.speed is not allowed']);
    assert.deepEqual(refused('adStart', { ...sent('adStart'), customMetadata: { 'media.x': '1' } }), [
      '/customMetadata/media.x is not allowed',
    ]);
  });

  test('an event carries its type, playhead and ts, and nothing else that it was not given', (assert) => {
    assert.deepEqual(sent('ping'), { eventType: 'ping', playerTime: { playhead: 30.5, ts: 1_731_672_030_000 } });
  });

  test('nesting becomes the dots of the API, and what is undefined is left out', (assert) => {
    assert.deepEqual(sent('sessionStart').params, {
      'analytics.trackingServer': 'company.sc.omtrdc.net',
      'analytics.reportSuite': 'rsid',
      'analytics.enableSSL': true,
      'visitor.marketingCloudOrgId': '0123@AdobeOrg',
      'visitor.aamLocationHint': 9,
      'visitor.customerIDs': START.visitor.customerIDs,
      'media.id': 'episode-42',
      'media.length': 60.3,
      'media.contentType': 'vod',
      'media.playerName': 'video.js',
      'media.channel': 'site',
      'media.resume': true,
      'media.pass.mvpd': 'provider',
      'media.pass.auth': 'TRUE',
    });
  });

  test('quality of experience gets its prefix', (assert) => {
    assert.deepEqual(sent('error').qoeData, { 'media.qoe.errorID': '2', 'media.qoe.errorSource': 'player' });
  });

  test('custom metadata keeps its keys, dots and all', (assert) => {
    assert.deepEqual(sent('sessionStart').customMetadata, { 'my.key': 'value' });
  });

  test('a null is left out, and takes nothing down', (assert) => {
    assert.deepEqual(flatten({ media: { name: null as never, id: 'x' } }), { 'media.id': 'x' });
  });

  test('false, 0 and the empty string are values', (assert) => {
    assert.deepEqual(flatten({ a: false, b: 0, c: '' }), { a: false, b: 0, c: '' });
  });
});
