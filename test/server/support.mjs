import { after, before, beforeEach } from 'node:test';

/**
 * @import { CollectionServerOptions } from '../../demo/server/collection-server.mjs'
 * @typedef {Awaited<ReturnType<typeof import('../../demo/server/collection-server.mjs').createCollectionServer>>} CollectionServer
 */

export const requiredParams = {
  'analytics.trackingServer': 'company.sc.omtrdc.net',
  'analytics.reportSuite': 'suite',
  'visitor.marketingCloudOrgId': '0123@AdobeOrg',
  'media.id': 'episode-42',
  'media.length': 60.3,
  'media.contentType': 'vod',
  'media.playerName': 'video.js',
  'media.channel': 'site',
};

export const adBreak = { 'media.ad.podIndex': 0, 'media.ad.podSecond': 0 };
export const ad = {
  'media.ad.id': 'ad-1',
  'media.ad.length': 15,
  'media.ad.podPosition': 1,
  'media.ad.playerName': 'ads',
};
export const chapter = { 'media.chapter.index': 1, 'media.chapter.offset': 0, 'media.chapter.length': 30 };
export const failure = { 'media.qoe.errorID': 'MEDIA_ERR', 'media.qoe.errorSource': 'player' };

let lastTs = Date.UTC(2026, 0, 1);

/** An event 1 s after the last one made. @param {string} eventType @param {Record<string, unknown>} [members] */
export function event(eventType, members = {}) {
  lastTs += 1_000;
  return { eventType, playerTime: { playhead: 0, ts: lastTs }, ...members };
}

/** @param {Record<string, unknown>} [params] @param {Record<string, unknown>} [members] */
export const sessionStart = (params = {}, members = {}) =>
  event('sessionStart', { params: { ...requiredParams, ...params }, ...members });

/** One valid body per event type that an open session takes. @returns {Record<string, any>} */
export const sessionEvents = () => ({
  play: event('play', { params: {} }),
  ping: event('ping'),
  pauseStart: event('pauseStart'),
  bufferStart: event('bufferStart', { qoeData: { 'media.qoe.droppedFrames': 3 } }),
  bitrateChange: event('bitrateChange', { qoeData: { 'media.qoe.bitrate': 800_000, 'media.qoe.framesPerSecond': 25 } }),
  error: event('error', { qoeData: failure }),
  adBreakStart: event('adBreakStart', { params: { ...adBreak, 'media.ad.podFriendlyName': 'pre-roll' } }),
  adStart: event('adStart', { params: { ...ad, 'media.ad.advertiser': 'A' }, customMetadata: { 'my.key_1': 'v' } }),
  adComplete: event('adComplete'),
  adSkip: event('adSkip'),
  adBreakComplete: event('adBreakComplete'),
  chapterStart: event('chapterStart', { params: chapter, customMetadata: { theme: 'intro' } }),
  chapterComplete: event('chapterComplete'),
  chapterSkip: event('chapterSkip'),
  stateStart: event('stateStart', { params: { 'media.state.name': 'fullScreen' } }),
  stateEnd: event('stateEnd', { params: { 'media.state.name': 'fullScreen' } }),
  sessionComplete: event('sessionComplete', { playerTime: { playhead: 60, ts: (lastTs += 1_000) } }),
  sessionEnd: event('sessionEnd'),
});

/** @param {CollectionServer} server */
export function client(server) {
  /** @param {string} path @param {unknown} body @param {RequestInit} [init] */
  const post = (path, body, init = {}) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
    });
  return {
    post,
    /** @param {Record<string, unknown>} [params] */
    async open(params) {
      const answer = await post('/api/v1/sessions', sessionStart(params));
      return /** @type {string} */ (answer.headers.get('Location')?.split('/').at(-1));
    },
    /** @param {string} sessionId @param {unknown} body @param {RequestInit} [init] */
    send: (sessionId, body, init) => post(`/api/v1/sessions/${sessionId}/events`, body, init),
    /** @param {string} path @param {string} method @param {unknown} [body] */
    control: (path, method = 'GET', body = undefined) =>
      fetch(`${server.url}/control/${path}`, {
        method,
        ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
      }),
  };
}

/** One server for a test file, empty and without faults before each test. @param {CollectionServerOptions} [options] */
export function useServer(options) {
  const used = /** @type {{ server: CollectionServer } & ReturnType<typeof client>} */ ({});
  before(async () => {
    // Here, because those who only need a client need not wait for a server to be loaded.
    const { createCollectionServer } = await import('../../demo/server/collection-server.mjs');
    const server = await createCollectionServer(options);
    Object.assign(used, { server }, client(server));
  });
  beforeEach(() => used.server.reset());
  after(() => used.server.close());
  return used;
}
