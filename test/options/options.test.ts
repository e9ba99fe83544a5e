import QUnit from 'qunit';
import { resolveOptions } from '../../src/options';
import type { MediaTrackingOptions } from '../../src/options/public';
import { problems, REQUIRED, resolved, settings, warnings } from '../support/options';

const { module, test } = QUnit;

const noop = (): undefined => undefined;
const URL_EXPECTED = 'an http(s) URL without query';
const OBJECT_OR_FUNCTION = 'an object or a function';

interface Cases {
  readonly right: readonly unknown[];
  readonly wrong: readonly unknown[];
  readonly expected: string;
}

/** The public options by name: a new one does not compile without its cases. */
const OPTIONS: Record<keyof MediaTrackingOptions, Cases> = {
  collectionUrl: {
    right: [
      'https://company.hb-api.omtrdc.net',
      'http://localhost:8080',
      'https://a.b/proxy/',
      'HTTPS://A.B',
      'dry-run:',
    ],
    wrong: [
      'company.hb-api.omtrdc.net',
      'ftp://a.b',
      'https://',
      'https:///a',
      'https://?a',
      'https://a.b?c',
      'https://a.b/c#d',
      'dry-run',
      'DRY-RUN:',
      'dry-run:x',
      7,
    ],
    expected: URL_EXPECTED,
  },
  analytics: { right: [REQUIRED.analytics], wrong: ['rsid', [], true, noop], expected: 'an object' },
  visitor: { right: [REQUIRED.visitor, noop], wrong: ['id', [], 5], expected: OBJECT_OR_FUNCTION },
  appInstallationId: { right: ['app-1'], wrong: [5, {}, true], expected: 'a non-empty string' },
  media: { right: [{}, { id: 'x' }, noop], wrong: ['episode-42', [], 5], expected: OBJECT_OR_FUNCTION },
  customMetadata: { right: [{}, noop], wrong: ['a=b', [], 5], expected: OBJECT_OR_FUNCTION },
  mainPingInterval: {
    right: [10, 12.5, 50],
    wrong: [9.9, 51, NaN, Infinity, '10', true],
    expected: 'a number of seconds from 10 to 50',
  },
  adPingInterval: { right: [1, 10], wrong: [0, 11, NaN, '1'], expected: 'a number of seconds from 1 to 10' },
  defaultConsent: {
    right: ['in', 'out', 'pending'],
    wrong: ['yes', 'In', true],
    expected: '"in" or "out" or "pending"',
  },
  ads: {
    right: [true, false, { describeAd: noop }],
    wrong: ['false', 0, 1, []],
    expected: 'a boolean or an object',
  },
  chapters: {
    right: [true, false, [], [{ start: 0, end: 20, title: 'One' }]],
    wrong: ['chapters', 1, {}],
    expected: 'a boolean or a list',
  },
  states: { right: [true, false, ['mute']], wrong: ['mute', 1, {}], expected: 'a boolean or a list' },
  qoe: { right: [true, false, noop], wrong: [{}, 1, 'on'], expected: 'a boolean or a function' },
  playhead: { right: [noop], wrong: [5, true, {}], expected: 'a function' },
  storage: { right: ['local', 'memory'], wrong: ['session', true], expected: '"local" or "memory"' },
  contentType: {
    right: ['application/json', 'text/plain'],
    wrong: ['application/xml', 'text', true],
    expected: '"application/json" or "text/plain"',
  },
  recovery: {
    right: ['sessions', 'downloaded', 'off'],
    wrong: [true, 'on'],
    expected: '"sessions" or "downloaded" or "off"',
  },
  recoveryMaxAge: {
    right: [0, 3600, 86_400],
    wrong: [-1, 86_401, '3600'],
    expected: 'a number of seconds from 0 to 86400',
  },
  debug: { right: [true, false], wrong: ['true', 1], expected: 'a boolean' },
};

const NEEDED: readonly string[] = Object.keys(REQUIRED);
/** What a CMS hands over for a field that nobody filled in. */
const NOT_FILLED_IN = [undefined, null, '', '  '];

module('options: values', () => {
  for (const [name, { right, wrong, expected }] of Object.entries(OPTIONS)) {
    test(`${name} takes what it is documented to take`, (assert) => {
      for (const value of right) {
        const { settings: taken, problems: refused, warnings: told } = resolved({ [name]: value });
        assert.deepEqual([refused, told], [[], []]);
        assert.deepEqual(taken[name as keyof typeof taken], value);
      }
    });

    test(`${name} must be ${expected}`, (assert) => {
      for (const value of wrong) {
        const [told = '', ...more] = problems({ [name]: value });
        assert.true(told.startsWith(`${name} must be ${expected}, got `), told);
        assert.deepEqual(more, []);
      }
    });

    if (NEEDED.includes(name))
      test(`${name} is required`, (assert) => {
        for (const value of NOT_FILLED_IN)
          assert.deepEqual(problems({ [name]: value }), [
            `${name} must be ${expected}, got ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
          ]);
      });
    else
      test(`${name} that nobody filled in is as if it were not there`, (assert) => {
        for (const value of NOT_FILLED_IN) assert.deepEqual(resolved({ [name]: value }), resolved());
      });
  }
});

module('options: as a whole', () => {
  test('the defaults are those of the documentation', (assert) => {
    assert.deepEqual(settings(), {
      ...REQUIRED,
      mainPingInterval: 10,
      adPingInterval: 1,
      defaultConsent: 'in',
      chapters: true,
      states: true,
      qoe: true,
      storage: 'local',
      contentType: 'application/json',
      recovery: 'sessions',
      recoveryMaxAge: 86_400,
    } as never);
  });

  test('options that are no object lack what is required', (assert) => {
    for (const options of [undefined, null, 'x', 5, [], noop])
      assert.deepEqual(resolveOptions(options).problems.slice(options == null ? 0 : 1), [
        `collectionUrl must be ${URL_EXPECTED}, got undefined`,
        'analytics must be an object, got undefined',
        `visitor must be ${OBJECT_OR_FUNCTION}, got undefined`,
      ]);
  });

  test('options that are no object are told as they came', (assert) => {
    assert.strictEqual(resolveOptions('x').problems[0], 'options must be an object, got "x"');
  });

  test('all problems are told at once', (assert) => {
    assert.deepEqual(problems({ analytics: { trackingServer: 5 }, adPingInterval: 60, debug: 'yes' }), [
      'analytics.trackingServer must be a non-empty string, got 5',
      'analytics.reportSuite must be a non-empty string, got undefined',
      'adPingInterval must be a number of seconds from 1 to 10, got 60',
      'debug must be a boolean, got "yes"',
    ]);
  });

  test('what describes ads is a function', (assert) => {
    assert.deepEqual(problems({ ads: {} }), ['ads.describeAd must be a function, got undefined']);
    assert.deepEqual(problems({ ads: { describeAd: 'x' } }), ['ads.describeAd must be a function, got "x"']);
  });

  test('a key that there is none of is named in a warning, and is no problem', (assert) => {
    const { problems: refused, warnings: told } = resolved({ reportSuite: 'rsid', toString: 'x' });
    assert.deepEqual(refused, []);
    assert.deepEqual(told, ['reportSuite is not a valid key; left out', 'toString is not a valid key; left out']);
  });

  test('an unknown key that nobody filled in is not worth a word', (assert) => {
    assert.deepEqual(warnings({ foo: undefined, bar: '' }), []);
  });

  test('a wrong debug is not debug', (assert) => {
    assert.notOk(settings({ debug: 'yes' }).debug);
  });

  test('a value is shown as it came, shortened', (assert) => {
    const got = (value: unknown): string => problems({ storage: value })[0]!.split(', got ')[1]!;
    const itself: Record<string, unknown> = {};
    itself.self = itself;
    assert.strictEqual(got('x'.repeat(1000)).length, 60);
    assert.strictEqual(got({ a: [1, 'b'] }), '{"a":[1,"b"]}');
    assert.strictEqual(got(NaN), 'NaN');
    assert.strictEqual(got(noop), 'a function');
    assert.strictEqual(got(itself), 'an object');
    assert.strictEqual(got(Symbol('s')), 'Symbol(s)');
    assert.strictEqual(got(BigInt(7)), '7');
    assert.strictEqual(got([BigInt(7)]), 'an object');
  });

  test('the options handed in are left as they are', (assert) => {
    const given = { ...REQUIRED, media: { id: '' }, foo: 1 };
    const before = JSON.stringify(given);
    resolveOptions(Object.freeze(given));
    assert.strictEqual(JSON.stringify(given), before);
  });
});
