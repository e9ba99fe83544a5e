import QUnit from 'qunit';
import type { MediaTracking } from '../../src/index';
import { onPlayer } from '../support/plugin-harness';

/** Calls as JavaScript allows them, and what is said to them. */
const WRONG: Record<string, [(tracking: MediaTracking) => void, string]> = {
  'reportError without an id': [
    (tracking) => tracking.reportError(undefined as never),
    'reportError.id must be a non-empty string, got undefined; not sent',
  ],
  'reportError with an empty id': [
    (tracking) => tracking.reportError(''),
    'reportError.id must be a non-empty string, got ""; not sent',
  ],
  'reportError with another source': [
    (tracking) => tracking.reportError('x', 'ad' as never),
    'reportError.source must be "player" or "external", got "ad"; not sent',
  ],
  'setConsent with another word': [
    (tracking) => tracking.setConsent('yes' as never),
    'setConsent.consent must be "in" or "out", got "yes"; left out',
  ],
  'startSession with text': [
    (tracking) => tracking.startSession('now' as never),
    'startSession: overrides must be an object, got "now"',
  ],
  'startSession with null': [
    (tracking) => tracking.startSession(null as never),
    'startSession: overrides must be an object, got null',
  ],
};

QUnit.module('plugin: wrong calls', () => {
  for (const [name, [call, warning]] of Object.entries(WRONG)) {
    onPlayer(`${name} warns once and sends nothing`, async (harness, assert) => {
      await harness.ready();
      await harness.play(1000);
      call(harness.tracking);
      call(harness.tracking);
      await harness.pass(1000);
      assert.deepEqual(harness.tracking.status.problems, [warning]);
      assert.strictEqual(harness.logs.length, 1);
      assert.ok(harness.logs[0]!.includes('WARN') && harness.logs[0]!.includes(warning), harness.logs[0]);
      assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0']);
      assert.strictEqual(harness.tracking.status.consent, 'in');
    });
  }

  onPlayer('an error without a viewing warns and is not sent', async (harness, assert) => {
    await harness.ready();
    harness.tracking.reportError('x');
    await harness.pass(1000);
    assert.deepEqual(harness.tracking.status.problems, [
      'reportError: there is nothing that it could be part of; not sent',
    ]);
    assert.deepEqual(harness.collector.requests, []);
  });

  onPlayer('an error of the integrator is told as external, or as the player’s', async (harness, assert) => {
    await harness.ready();
    await harness.play(1000);
    harness.tracking.reportError('drm');
    harness.tracking.reportError('decoder', 'player');
    await harness.pass(10);
    assert.deepEqual(
      harness.collector.accepted.slice(2).map(({ body }) => body.qoeData),
      [
        { 'media.qoe.errorID': 'drm', 'media.qoe.errorSource': 'external' },
        { 'media.qoe.errorID': 'decoder', 'media.qoe.errorSource': 'player' },
      ],
    );
  });

  onPlayer('bad metadata of one session is named and left out', async (harness, assert) => {
    await harness.ready();
    await harness.play(1000);
    harness.tracking.startSession({ media: { length: -1, name: 'B' }, customMetadata: { 'a.b': 'x' } });
    await harness.pass(1000);
    assert.strictEqual(harness.tracking.status.problems.length, 2);
    assert.propContains(harness.collector.starts[1]!.body.params, { 'media.name': 'B', 'media.length': 600 });
  });
});
