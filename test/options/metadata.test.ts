import QUnit from 'qunit';
import { eventSchemas } from '../../demo/server/event-schemas.mjs';
import { body } from '../../src/api/media-collection';
import type { MediaInfo } from '../../src/options/public';
import { sift } from '../../src/options/check';
import { CUSTOM, MEDIA as TABLE } from '../../src/options/values';
import { violations } from '../support/draft04';
import { eventOf } from '../support/fake-backend';
import { ANALYTICS, cleaned, VISITOR } from '../support/options';

const { module, test } = QUnit;

/** Every key of the documented type: a new one does not compile before it is here. */
const MEDIA: Required<MediaInfo> = {
  id: 'episode-42',
  name: 'Episode 42',
  length: 60.3,
  contentType: 'vod',
  streamType: 'video',
  playerName: 'video.js',
  channel: 'site',
  publisher: 'p',
  resume: true,
  sdkVersion: '1.0.0',
  libraryVersion: '2.0.0',
  streamFormat: '16:9',
  show: 'The Show',
  season: '1',
  episode: '42',
  assetId: 'asset',
  genre: 'drama',
  firstAirDate: '2024-01-01',
  firstDigitalDate: '2024-01-02',
  rating: 'TV-G',
  originator: 'o',
  network: 'n',
  showType: '0',
  adLoad: 'linear',
  pass: { mvpd: 'provider', auth: 'TRUE' },
  dayPart: 'prime',
  feed: 'east',
  artist: 'a',
  album: 'b',
  label: 'l',
  author: 'w',
  station: 's',
};

const media = (value: unknown): ReturnType<typeof cleaned<unknown>> =>
  cleaned((warn) => sift('media', value, TABLE, warn));
const custom = (value: unknown): ReturnType<typeof cleaned<unknown>> =>
  cleaned((warn) => sift('customMetadata', value, CUSTOM, warn));

const PLAIN = 'a non-empty string or a finite number or a boolean';

module('options: media', () => {
  test('every documented key is taken as it is, and makes a body that the schema accepts', (assert) => {
    const { clean, told } = media(MEDIA);
    assert.deepEqual([clean, told], [MEDIA, []]);
    const params = { analytics: ANALYTICS, visitor: VISITOR, media: clean as never };
    const sent: unknown = JSON.parse(body(eventOf('sessionStart', { params })));
    assert.deepEqual(violations(sent, eventSchemas.get('sessionStart')!), []);
  });

  test('numbers and booleans become strings where the API wants text', (assert) => {
    assert.deepEqual(media({ id: 42, season: 1, episode: 0, showType: false, pass: { auth: true } }), {
      clean: { id: '42', season: '1', episode: '0', showType: 'false', pass: { auth: 'true' } },
      told: [],
    });
  });

  test('what nobody filled in is left out without a word', (assert) => {
    const nothing = { id: '', name: null, length: undefined, resume: null, pass: '', show: ' ', foo: '' };
    assert.deepEqual(media(nothing), { clean: {}, told: [] });
    assert.deepEqual(media({ pass: { mvpd: '', auth: undefined } }), { clean: { pass: {} }, told: [] });
  });

  for (const [key, value, told] of [
    ['id', {}, `media.id must be ${PLAIN}, got {}`],
    ['name', ['x'], `media.name must be ${PLAIN}, got ["x"]`],
    ['episode', NaN, `media.episode must be ${PLAIN}, got NaN`],
    ['season', Infinity, `media.season must be ${PLAIN}, got Infinity`],
    ['length', '60', 'media.length must be a number of seconds from 0, got "60"'],
    ['length', Infinity, 'media.length must be a number of seconds from 0, got Infinity'],
    ['length', NaN, 'media.length must be a number of seconds from 0, got NaN'],
    ['length', -1, 'media.length must be a number of seconds from 0, got -1'],
    ['resume', 'true', 'media.resume must be a boolean, got "true"'],
    ['streamType', 'hologram', 'media.streamType must be "video" or "audio", got "hologram"'],
    ['pass', 'x', 'media.pass must be an object, got "x"'],
    ['pass', { mvpd: {} }, `media.pass.mvpd must be ${PLAIN}, got {}`],
    ['pass', { token: 'x' }, 'media.pass.token is not a valid key'],
    ['title', 'x', 'media.title is not a valid key'],
    ['constructor', 'x', 'media.constructor is not a valid key'],
  ] as const)
    test(`media.${key} as ${typeof value === 'number' ? value : JSON.stringify(value)} is left out, and named`, (assert) => {
      const { clean, told: said } = media({ artist: 'a', [key]: value });
      assert.deepEqual(said, [`${told}; left out`]);
      assert.deepEqual({ ...(clean as object), pass: {} }, { artist: 'a', pass: {} });
    });

  test('a warning names where the metadata came from', (assert) => {
    const { told } = cleaned((warn) => sift('source.mediaTracking.media', { foo: 1 }, TABLE, warn));
    assert.deepEqual(told, ['source.mediaTracking.media.foo is not a valid key; left out']);
  });

  test('no object is no metadata', (assert) => {
    for (const value of [undefined, null, '']) assert.deepEqual(media(value), { clean: {}, told: [] });
    for (const value of ['x', 5, ['x']]) {
      const told = [`media must be an object, got ${JSON.stringify(value)}; left out`];
      assert.deepEqual(media(value), { clean: {}, told });
    }
  });
});

module('options: custom metadata', () => {
  test('strings stay, numbers and booleans become strings', (assert) => {
    const given = { a: 'x', 'b.c_D9': 5, zero: 0, yes: true, no: false };
    assert.deepEqual(custom(given), {
      clean: { a: 'x', 'b.c_D9': '5', zero: '0', yes: 'true', no: 'false' },
      told: [],
    });
  });

  for (const key of ['a.x', 'media.x', 'with space', 'dash-ed', 'ümlaut', 'a b*', '', '*'])
    test(`the key ${JSON.stringify(key)} is refused and named`, (assert) => {
      assert.deepEqual(custom({ [key]: 'x', fine: 'y' }), {
        clean: { fine: 'y' },
        told: [`customMetadata.${key} is not a valid key; left out`],
      });
    });

  for (const key of ['a', 'ab.x', 'media', 'mediax', 'media_x', '_', '9'])
    test(`the key ${key} is taken`, (assert) => {
      assert.deepEqual(custom({ [key]: 'x' }), { clean: { [key]: 'x' }, told: [] });
    });

  for (const value of [{}, ['x'], NaN, Infinity, -Infinity])
    test(`the value ${typeof value === 'number' ? value : JSON.stringify(value)} is refused and named`, (assert) => {
      const got = typeof value === 'number' ? value : JSON.stringify(value);
      assert.deepEqual(custom({ k: value }), {
        clean: {},
        told: [`customMetadata.k must be ${PLAIN}, got ${got}; left out`],
      });
    });

  test('what nobody filled in is left out without a word, whatever its key', (assert) => {
    assert.deepEqual(custom({ a: '', b: null, c: undefined, 'd e': '' }), { clean: {}, told: [] });
  });

  test('no object is no metadata', (assert) => {
    for (const value of [undefined, null]) assert.deepEqual(custom(value), { clean: {}, told: [] });
    for (const value of ['x', 5, ['x']]) assert.deepEqual(custom(value).clean, {});
  });
});
