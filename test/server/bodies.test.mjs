import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as make from './support.mjs';

const api = make.useServer();

/** @param {Response} answer */
async function pathsOf(answer) {
  assert.equal(answer.status, 400);
  const { error, problems } = await answer.json();
  assert.ok(error.length > 0);
  for (const { message } of problems) assert.ok(message.length > 0);
  return problems.map((/** @type {{ path: string }} */ { path }) => path);
}

/** @param {unknown} body */
const refusedEvent = async (body) => pathsOf(await api.send(await api.open(), body));
/** @param {unknown} body */
const refusedStart = async (body) => pathsOf(await api.post('/api/v1/sessions', body));

describe('valid bodies', () => {
  it('opens a session for a sessionStart with every kind of parameter', async () => {
    const customerIDs = { crm: { id: '7', authState: 1 } };
    const params = {
      'visitor.customerIDs': customerIDs,
      'visitor.aamLocationHint': 9,
      'media.resume': true,
      'media.show': 'S',
    };
    const more = {
      ...params,
      'media.pass.mvpd': 'm',
      'media.streamType': 'audio',
      'analytics.enableSSL': true,
      appInstallationId: 'i',
    };
    const body = make.sessionStart(more, {
      customMetadata: { plan: 'gold' },
      qoeData: { 'media.qoe.timeToStart': 120 },
    });
    assert.equal((await api.post('/api/v1/sessions', body)).status, 201);
  });

  for (const [eventType, body] of Object.entries(make.sessionEvents())) {
    it(`takes a valid ${eventType}`, async () => {
      const answer = await api.send(await api.open(), body);
      assert.equal(answer.status, 204, await answer.text());
    });
  }
});

describe('playerTime', () => {
  const cases = {
    'a playhead that is text': [{ playhead: '1', ts: 1 }, 'playerTime.playhead'],
    'a negative playhead': [{ playhead: -1, ts: 1 }, 'playerTime.playhead'],
    'a missing playhead': [{ ts: 1 }, 'playerTime.playhead'],
    'a ts with a fraction': [{ playhead: 1, ts: 1.5 }, 'playerTime.ts'],
    'a missing ts': [{ playhead: 1 }, 'playerTime.ts'],
    'any other member': [{ playhead: 1, ts: 1, rate: 2 }, 'playerTime.rate'],
  };
  for (const [what, [playerTime, path]] of Object.entries(cases)) {
    it(`refuses ${what}`, async () => assert.deepEqual(await refusedEvent({ eventType: 'play', playerTime }), [path]));
  }

  it('is required', async () => assert.deepEqual(await refusedEvent({ eventType: 'play' }), ['playerTime']));
});

describe('params', () => {
  for (const name of Object.keys(make.requiredParams)) {
    it(`of sessionStart need ${name}`, async () => {
      assert.deepEqual(await refusedStart(make.sessionStart({ [name]: undefined })), [`params.${name}`]);
    });
  }

  const refusedOfStart = {
    'media.length': '60',
    'media.channel': 7,
    'media.resume': 'true',
    'media.streamType': 'film',
    'visitor.aamLocationHint': 1.5,
    'media.unheard': 'of',
  };
  for (const [name, value] of Object.entries(refusedOfStart)) {
    it(`of sessionStart refuse ${name}: ${JSON.stringify(value)}`, async () => {
      assert.deepEqual(await refusedStart(make.sessionStart({ [name]: value })), [`params.${name}`]);
    });
  }

  it('refuse an authState out of range and name the customer id', async () => {
    const params = { 'visitor.customerIDs': { crm: { id: '7', authState: 3 } } };
    assert.deepEqual(await refusedStart(make.sessionStart(params)), ['params.visitor.customerIDs.crm.authState']);
  });

  /** @type {[string, string, Record<string, unknown>][]} */
  const required = [
    ['adBreakStart', 'media.ad.podIndex', make.adBreak],
    ['adBreakStart', 'media.ad.podSecond', make.adBreak],
    ...Object.keys(make.ad).map((name) => /** @type {[string, string, {}]} */ (['adStart', name, make.ad])),
    ...Object.keys(make.chapter).map(
      (name) => /** @type {[string, string, {}]} */ (['chapterStart', name, make.chapter]),
    ),
    ['stateStart', 'media.state.name', {}],
    ['stateEnd', 'media.state.name', {}],
  ];
  for (const [eventType, name, params] of required) {
    it(`of ${eventType} need ${name}`, async () => {
      const body = make.event(eventType, { params: { ...params, [name]: undefined } });
      assert.deepEqual(await refusedEvent(body), [`params.${name}`]);
    });
    it(`of ${eventType} may not be missing (${name})`, async () => {
      assert.deepEqual(await refusedEvent(make.event(eventType)), ['params']);
    });
  }

  /** @type {[string, Record<string, unknown>, string, unknown][]} */
  const outOfRange = [
    ['adStart', make.ad, 'media.ad.podPosition', 0],
    ['adStart', make.ad, 'media.ad.podPosition', 1.5],
    ['adStart', make.ad, 'media.ad.length', '15'],
    ['adBreakStart', make.adBreak, 'media.ad.podIndex', -1],
    ['chapterStart', make.chapter, 'media.chapter.index', 0],
    ['stateStart', {}, 'media.state.name', 'full screen'],
    ['stateEnd', {}, 'media.state.name', 'x'.repeat(65)],
    ['play', {}, 'media.name', 'none here'],
  ];
  for (const [eventType, params, name, value] of outOfRange) {
    it(`of ${eventType} refuse ${name}: ${JSON.stringify(value)}`, async () => {
      assert.deepEqual(await refusedEvent(make.event(eventType, { params: { ...params, [name]: value } })), [
        `params.${name}`,
      ]);
    });
  }

  it('may not stand on a ping, not even empty', async () => {
    assert.deepEqual(await refusedEvent(make.event('ping', { params: {} })), ['params']);
  });
});

describe('qoeData', () => {
  const cases = {
    'media.qoe.bitrate': 1.5,
    'media.qoe.droppedFrames': '3',
    'media.qoe.errorSource': 'network',
    'media.qoe.speed': 1,
  };
  for (const [name, value] of Object.entries(cases)) {
    it(`refuses ${name}: ${JSON.stringify(value)}`, async () => {
      assert.deepEqual(await refusedEvent(make.event('ping', { qoeData: { [name]: value } })), [`qoeData.${name}`]);
    });
  }

  it('must name an error', async () => {
    const paths = await refusedEvent(make.event('error', { qoeData: {} }));
    assert.deepEqual(paths.sort(), ['qoeData.media.qoe.errorID', 'qoeData.media.qoe.errorSource']);
  });

  it('must come with a bitrateChange', async () => {
    assert.deepEqual(await refusedEvent(make.event('bitrateChange')), ['qoeData']);
  });
});

describe('customMetadata', () => {
  for (const key of ['a.contextData', 'media.name', 'my key', 'größe']) {
    it(`refuses the key "${key}"`, async () => {
      assert.deepEqual(await refusedStart(make.sessionStart({}, { customMetadata: { [key]: 'v' } })), [
        `customMetadata.${key}`,
      ]);
    });
  }

  for (const value of [1, true, null, { deep: 'v' }]) {
    it(`refuses the value ${JSON.stringify(value)}`, async () => {
      assert.deepEqual(await refusedStart(make.sessionStart({}, { customMetadata: { key: value } })), [
        'customMetadata.key',
      ]);
    });
  }

  it('takes keys that only begin like reserved ones', async () => {
    const customMetadata = { alpha: 'v', mediaGroup: 'v', 'b.a.media.c': 'v' };
    assert.equal((await api.post('/api/v1/sessions', make.sessionStart({}, { customMetadata }))).status, 201);
  });

  for (const eventType of ['play', 'ping', 'adBreakStart', 'stateStart']) {
    it(`may not stand on ${eventType}`, async () => {
      const body = { ...make.sessionEvents()[eventType], customMetadata: { key: 'v' } };
      assert.deepEqual(await refusedEvent(body), ['customMetadata']);
    });
  }
});

describe('the event type', () => {
  it('must be one of the API', async () =>
    assert.deepEqual(await refusedEvent(make.event('seekStart')), ['eventType']));
  it('is required', async () => assert.deepEqual(await refusedEvent({ playerTime: {} }), ['eventType']));
  it('may not be sessionStart on an open session', async () => {
    assert.deepEqual(await refusedEvent(make.sessionStart()), ['eventType']);
  });
  it('must be sessionStart to open one', async () =>
    assert.deepEqual(await refusedStart(make.event('play')), ['eventType']));
  it('refuses an array of events on an open session', async () =>
    assert.deepEqual(await refusedEvent([make.event('play')]), ['']));
});

describe('recordings', () => {
  const recording = () => [make.sessionStart(), make.event('play'), make.event('sessionComplete')];
  /** @param {unknown} body */
  const refusedRecording = async (body) => pathsOf(await api.post('/api/v1/downloaded', body));

  it('are taken whole', async () => {
    assert.equal((await api.post('/api/v1/downloaded', recording())).status, 201);
  });

  it('may carry the older media.downloaded parameter', async () => {
    const body = [make.sessionStart({ 'media.downloaded': true }), make.event('play')];
    assert.equal((await api.post('/api/v1/downloaded', body)).status, 201);
  });

  it('may not come as a live session', async () => {
    assert.deepEqual(await refusedStart(make.sessionStart({ 'media.downloaded': true })), ['params.media.downloaded']);
  });

  it('are discarded for one bad event, which is named', async () => {
    const [start, play] = recording();
    const bad = make.event('ping', { playerTime: { playhead: 'x', ts: 1 } });
    assert.deepEqual(await refusedRecording([start, play, bad]), ['[2].playerTime.playhead']);
    assert.equal(api.server.ledger.entries.at(-1)?.status, 400);
  });

  it('must begin with their sessionStart', async () => {
    assert.deepEqual(await refusedRecording([make.event('play')]), ['[0].eventType']);
  });

  it('hold one sessionStart', async () => {
    assert.deepEqual(await refusedRecording([make.sessionStart(), make.sessionStart()]), ['[1].eventType']);
  });

  it('are arrays', async () => assert.deepEqual(await refusedRecording(make.sessionStart()), ['']));
  it('are not empty', async () => assert.deepEqual(await refusedRecording([]), ['']));
});
