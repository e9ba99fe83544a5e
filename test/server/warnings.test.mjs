import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as make from './support.mjs';

const api = make.useServer();

/** Sends the events to a new session, all of which it takes. @param {any[]} events @param {Record<string, unknown>} [params] */
async function warningsOf(events, params) {
  const start = make.sessionStart(params, { playerTime: { playhead: 0, ts: 1 } });
  await api.post('/api/v1/sessions', start);
  const sessionId = api.server.ledger.sessions().at(-1) ?? '';
  for (const event of events) assert.equal((await api.send(sessionId, event)).status, 204);
  return api.server.ledger.accepted(sessionId).flatMap(({ warnings }) => warnings);
}

/** @param {number} playhead */
const playAt = (playhead) => {
  const play = make.event('play');
  return { ...play, playerTime: { ...play.playerTime, playhead } };
};
const breakStart = () => make.event('adBreakStart', { params: make.adBreak });
const adStart = () => make.event('adStart', { params: make.ad });

describe('warnings', () => {
  it('are none for a viewing in order', async () => {
    const preRoll = [
      breakStart(),
      adStart(),
      make.event('ping'),
      make.event('adComplete'),
      adStart(),
      make.event('adSkip'),
    ];
    const content = [
      make.event('adBreakComplete'),
      make.event('chapterStart', { params: make.chapter }),
      playAt(1),
      make.event('ping'),
    ];
    const end = [make.event('pauseStart'), playAt(60.2), make.event('chapterComplete'), make.event('sessionComplete')];
    assert.deepEqual(await warningsOf([...preRoll, ...content, ...end]), []);
  });

  it('tell a ts used twice', async () => {
    const play = playAt(1);
    const ping = make.event('ping', { playerTime: play.playerTime });
    assert.deepEqual(await warningsOf([play, ping]), [`ts ${play.playerTime.ts} was already used in this session`]);
  });

  it('tell a ts that goes back, compared with the latest', async () => {
    const [first, second, third] = [playAt(1), playAt(2), playAt(3)];
    const warnings = await warningsOf([third, first, second]);
    const { ts } = third.playerTime;
    assert.deepEqual(
      warnings,
      [first, second].map((play) => `ts ${play.playerTime.ts} is before ${ts}, already received`),
    );
  });

  it('tell a repeated delivery once, without judging it anew', async () => {
    const [start, ad, complete] = [breakStart(), adStart(), make.event('adComplete')];
    const warnings = await warningsOf([start, ad, complete, complete]);
    assert.deepEqual(warnings, [`ts ${complete.playerTime.ts} was already used in this session`]);
  });

  it('tell an ad outside a break', async () => {
    assert.deepEqual(await warningsOf([adStart()]), ['adStart outside an ad break: counted as main content']);
  });

  it('tell an ad, a break or a chapter that completes unopened', async () => {
    const events = ['adComplete', 'adSkip', 'adBreakComplete', 'chapterComplete', 'chapterSkip'].map((type) =>
      make.event(type),
    );
    assert.equal((await warningsOf(events)).length, 5);
  });

  for (const eventType of ['play', 'pauseStart', 'bufferStart']) {
    it(`tell a ${eventType} between adBreakStart and adStart`, async () => {
      const warnings = await warningsOf([breakStart(), make.event(eventType), adStart()]);
      assert.deepEqual(warnings, [`${eventType} between adBreakStart and adStart`]);
    });
  }

  it('do not blame a pause within an ad', async () => {
    assert.deepEqual(await warningsOf([breakStart(), adStart(), make.event('pauseStart'), make.event('play')]), []);
  });

  it('tell a playhead at the length of recorded content', async () => {
    assert.deepEqual(await warningsOf([playAt(60.2), playAt(60.3)]), ['playhead 60.3 is not below 60.3']);
  });

  it('measure live content by the day, not by its length', async () => {
    const live = { 'media.contentType': 'live', 'media.length': 60 };
    assert.deepEqual(await warningsOf([playAt(86_399), playAt(86_400)], live), ['playhead 86400 is not below 86400']);
  });

  it('tell what is still open when the session ends', async () => {
    const chapter = make.event('chapterStart', { params: make.chapter });
    const warnings = await warningsOf([chapter, breakStart(), adStart(), make.event('sessionEnd')]);
    assert.deepEqual(
      warnings,
      ['an ad', 'an ad break', 'a chapter'].map((what) => `sessionEnd while ${what} is open`),
    );
  });

  it('tell an ad, a break, a chapter or a state that begins while one is open', async () => {
    const chapter = () => make.event('chapterStart', { params: make.chapter });
    const mute = () => make.event('stateStart', { params: { 'media.state.name': 'mute' } });
    const events = [chapter(), chapter(), breakStart(), adStart(), adStart(), breakStart(), mute(), mute()];
    assert.deepEqual(await warningsOf(events), [
      'chapterStart while a chapter is open',
      'adStart while an ad is open',
      'adBreakStart while an ad break is open',
      'state mute started twice',
    ]);
  });

  it('tell a state that ends unopened', async () => {
    const end = make.event('stateEnd', { params: { 'media.state.name': 'mute' } });
    assert.deepEqual(await warningsOf([end]), ['state mute ended without having started']);
  });

  it('let what has ended begin anew', async () => {
    const state = (/** @type {string} */ type) => make.event(type, { params: { 'media.state.name': 'mute' } });
    const chapter = () => make.event('chapterStart', { params: make.chapter });
    const chapters = [chapter(), make.event('chapterSkip'), chapter(), make.event('chapterComplete')];
    const states = [state('stateStart'), state('stateEnd'), state('stateStart')];
    const breaks = [breakStart(), adStart(), make.event('adBreakComplete'), breakStart(), adStart()];
    assert.deepEqual(await warningsOf([...chapters, ...states, ...breaks]), []);
  });

  it('are given for recordings too', async () => {
    await api.post('/api/v1/downloaded', [make.sessionStart(), adStart()]);
    assert.equal(api.server.ledger.entries.at(-1)?.warnings.length, 1);
  });
});
