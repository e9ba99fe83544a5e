import QUnit from 'qunit';
import { VISITOR as TABLE } from '../../src/options';
import { sift } from '../../src/options/check';
import type { AnalyticsOptions, VisitorInfo } from '../../src/options/public';
import { ANALYTICS, problems, settings, VISITOR, warnings } from '../support/options';

const { module, test } = QUnit;

/** What a function has given, as it is taken. */
const visitorParams = (visitor: unknown): Record<string, unknown> =>
  sift(
    'visitor',
    visitor,
    TABLE,
    () => undefined,
    (problem) => {
      throw new TypeError(problem);
    },
  );

const FULL_ANALYTICS: Required<AnalyticsOptions> = {
  ...ANALYTICS,
  enableSSL: true,
  visitorId: 'v',
  aid: 'a',
  optOutServerSideForwarding: false,
  optOutShare: true,
};
const FULL_VISITOR: Required<VisitorInfo> = {
  ...VISITOR,
  marketingCloudUserId: '42',
  aamLocationHint: 9,
  customerIDs: { crm: { id: 'x', authState: 1 } },
};

const TEXT = 'a non-empty string';

module('options: analytics', () => {
  test('takes every parameter of the API', (assert) => {
    assert.deepEqual(problems({ analytics: FULL_ANALYTICS }), []);
    assert.deepEqual(warnings({ analytics: FULL_ANALYTICS }), []);
    assert.deepEqual(settings({ analytics: FULL_ANALYTICS }).analytics, FULL_ANALYTICS);
  });

  for (const [key, value, expected] of [
    ['trackingServer', undefined, TEXT],
    ['trackingServer', '', TEXT],
    ['reportSuite', undefined, TEXT],
    ['reportSuite', 42, TEXT],
    ['reportSuite', null, TEXT],
    ['visitorId', 42, TEXT],
    ['aid', {}, TEXT],
    ['enableSSL', 'true', 'a boolean'],
    ['optOutServerSideForwarding', 1, 'a boolean'],
    ['optOutShare', 0, 'a boolean'],
  ] as const)
    test(`analytics.${key} is refused as ${JSON.stringify(value)}`, (assert) => {
      const got = value === undefined ? 'undefined' : JSON.stringify(value);
      assert.deepEqual(problems({ analytics: { ...ANALYTICS, [key]: value } }), [
        `analytics.${key} must be ${expected}, got ${got}`,
      ]);
    });

  test('what is optional and not filled in is not sent', (assert) => {
    const analytics = { ...ANALYTICS, visitorId: '', aid: null, enableSSL: undefined };
    assert.deepEqual(problems({ analytics }), []);
    assert.deepEqual(settings({ analytics }).analytics, ANALYTICS);
  });

  test('an unknown key is named in a warning and not sent', (assert) => {
    const analytics = { ...ANALYTICS, rsid: 'x' };
    assert.deepEqual(warnings({ analytics }), ['analytics.rsid is not a valid key; left out']);
    assert.deepEqual(settings({ analytics }).analytics, ANALYTICS);
  });
});

module('options: visitor', () => {
  test('takes every parameter of the API', (assert) => {
    assert.deepEqual(problems({ visitor: FULL_VISITOR }), []);
    assert.deepEqual(warnings({ visitor: FULL_VISITOR }), []);
    assert.deepEqual(visitorParams(FULL_VISITOR), { ...FULL_VISITOR });
  });

  for (const [key, value, expected] of [
    ['marketingCloudOrgId', undefined, TEXT],
    ['marketingCloudOrgId', '', TEXT],
    ['marketingCloudUserId', 42, TEXT],
    ['aamLocationHint', '9', 'an integer from 0'],
    ['aamLocationHint', 9.5, 'an integer from 0'],
    ['aamLocationHint', -1, 'an integer from 0'],
    ['customerIDs', 'x', 'an object'],
    ['customerIDs', ['x'], 'an object'],
  ] as const)
    test(`visitor.${key} is refused as ${JSON.stringify(value)}, as an option and from a function`, (assert) => {
      const visitor = { ...VISITOR, [key]: value };
      const got = value === undefined ? 'undefined' : JSON.stringify(value);
      const told = `visitor.${key} must be ${expected}, got ${got}`;
      assert.deepEqual(problems({ visitor }), [told]);
      assert.throws(
        () => visitorParams(visitor),
        (error: Error) => error instanceof TypeError && error.message === told,
      );
    });

  for (const [id, told] of [
    ['x', ' must be an object, got "x"'],
    [{ id: 'x' }, '.authState must be 0 or 1 or 2, got undefined'],
    [{ id: 5, authState: 1 }, '.id must be a non-empty string, got 5'],
    [{ id: '', authState: 1 }, '.id must be a non-empty string, got ""'],
    [{ id: 'x', authState: 3 }, '.authState must be 0 or 1 or 2, got 3'],
    [{ id: 'x', authState: '1' }, '.authState must be 0 or 1 or 2, got "1"'],
  ] as const)
    test(`a customer id is refused as ${JSON.stringify(id)}`, (assert) => {
      const visitor = { ...VISITOR, customerIDs: { crm: id } };
      assert.deepEqual(problems({ visitor }), [`visitor.customerIDs.crm${told}`]);
    });

  test('what is no part of a customer id, or nobody filled in, is left out', (assert) => {
    const customerIDs = { crm: { id: 'x', authState: 0, primary: true }, mail: null };
    assert.deepEqual(visitorParams({ ...VISITOR, customerIDs }).customerIDs, { crm: { id: 'x', authState: 0 } });
    assert.deepEqual(warnings({ visitor: { ...VISITOR, customerIDs } }), [
      'visitor.customerIDs.crm.primary is not a valid key; left out',
    ]);
  });

  for (const visitor of ['id', 5, [], () => VISITOR])
    test(`a function may not give ${typeof visitor === 'function' ? 'a function' : JSON.stringify(visitor)}`, (assert) => {
      assert.throws(() => visitorParams(visitor), /^TypeError: visitor must be an object, got /);
    });

  test('a function may not give nothing', (assert) => {
    for (const visitor of [undefined, null])
      assert.throws(() => visitorParams(visitor), /^TypeError: visitor.marketingCloudOrgId must be a non-empty string/);
  });

  test('what is not filled in or not known is not sent', (assert) => {
    const visitor = { ...VISITOR, marketingCloudUserId: '', aamLocationHint: null, customerIDs: undefined, ecid: 'x' };
    assert.deepEqual(visitorParams(visitor), VISITOR);
    assert.deepEqual(warnings({ visitor }), ['visitor.ecid is not a valid key; left out']);
  });

  test('no customer ids at all are fine', (assert) => {
    assert.deepEqual(problems({ visitor: { ...VISITOR, customerIDs: {} } }), []);
  });
});
