import QUnit from 'qunit';
import { LONG_MS, onPlayer } from '../support/plugin-harness';
import { VISITOR } from '../support/options';

const fail = (): never => {
  throw new Error('no luck');
};
const reject = (): Promise<never> => Promise.reject(new Error('no luck'));
const UNTOLD = ['sessionStart@0', 'play@0'];

QUnit.module('plugin: callbacks of the integrator', () => {
  onPlayer('are handed the player, media and visitor once per viewing', async (harness, assert) => {
    const asked: string[] = [];
    const answer = (name: string, value: object) => (player: unknown) => {
      asked.push(`${name} ${String(player === harness.player)}`);
      return value;
    };
    await harness.ready({
      visitor: answer('visitor', VISITOR),
      media: answer('media', { id: 'x' }),
      customMetadata: answer('customMetadata', {}),
    });
    assert.deepEqual(asked, []);
    await harness.play(LONG_MS / 2);
    assert.deepEqual(asked.sort(), ['customMetadata true', 'media true', 'visitor true']);
  });

  for (const [how, callback] of Object.entries({ throws: fail, 'rejects its promise': reject })) {
    for (const name of ['media', 'customMetadata']) {
      onPlayer(`${name} that ${how} costs its own data, one log line and one problem`, async (harness, assert) => {
        await harness.ready({ [name]: callback });
        await harness.play(1000);
        await harness.load({ src: 'b.mp4', type: 'video/mp4' });
        await harness.play(1000);
        const problem = `${name} failed: no luck; left out`;
        assert.deepEqual(harness.tracking.status.problems, [problem]);
        assert.strictEqual(harness.logs.length, 1);
        assert.deepEqual(harness.collector.told, [...UNTOLD, 'sessionEnd@1', ...UNTOLD]);
      });
    }

    onPlayer(`a visitor that ${how} is asked again until it answers, and no event is lost`, async (harness, assert) => {
      let failures = 3;
      await harness.ready({ visitor: () => (failures-- ? callback() : VISITOR) });
      await harness.play(1000);
      await harness.pause();
      assert.deepEqual(harness.collector.requests, []);
      await harness.pass(2 * LONG_MS);
      assert.deepEqual(harness.collector.told.slice(0, 3), [...UNTOLD, 'pauseStart@1']);
      assert.deepEqual(harness.tracking.status.problems, [
        'visitor failed: no luck; events wait, and it is asked again',
      ]);
      assert.strictEqual(harness.logs.length, 1);
    });
  }

  onPlayer('a visitor that lacks what is required is asked again', async (harness, assert) => {
    await harness.ready({ visitor: () => ({}) });
    await harness.play(LONG_MS);
    assert.deepEqual(harness.collector.requests, []);
    const [problem, ...others] = harness.tracking.status.problems;
    assert.ok(problem!.includes('visitor.marketingCloudOrgId must be a non-empty string, got undefined'), problem);
    assert.deepEqual(others, []);
  });

  onPlayer('a visitor with something wrong that is not required goes without it', async (harness, assert) => {
    await harness.ready({ visitor: () => ({ ...VISITOR, aamLocationHint: '6' }) as never });
    await harness.play(1000);
    assert.deepEqual(harness.collector.told, UNTOLD);
    assert.false('visitor.aamLocationHint' in harness.collector.starts[0]!.body.params!);
    assert.deepEqual(harness.tracking.status.problems, [
      'visitor.aamLocationHint must be an integer from 0, got "6"; left out',
    ]);
  });

  onPlayer('so does one of its customer ids', async (harness, assert) => {
    const customerIDs = { crm: { id: 12345, authState: 1 }, mail: { id: 'm', authState: 1 } };
    await harness.ready({ visitor: () => ({ ...VISITOR, customerIDs }) as never });
    await harness.play(1000);
    assert.deepEqual(harness.collector.told, UNTOLD);
    const { params } = harness.collector.starts[0]!.body;
    assert.deepEqual(params!['visitor.customerIDs'], { mail: { id: 'm', authState: 1 } });
  });

  onPlayer('a visitor that takes its time holds the Sessions request, not the player', async (harness, assert) => {
    let found: (visitor: object) => void = () => undefined;
    await harness.ready({ visitor: () => new Promise((resolve) => (found = resolve)) });
    await harness.play(8000);
    assert.deepEqual(harness.collector.requests, []);
    assert.strictEqual(harness.tracking.status.queued, 2);
    found({ ...VISITOR, marketingCloudUserId: 'ecid' });
    await harness.pass(10);
    assert.deepEqual(harness.collector.told, UNTOLD);
    assert.propContains(harness.collector.starts[0]!.body.params, { 'visitor.marketingCloudUserId': 'ecid' });
  });

  for (const [how, playhead] of Object.entries({
    throws: fail,
    'gives NaN': () => NaN,
    'gives a promise': () => Promise.resolve(7),
  })) {
    onPlayer(`a playhead that ${how} gives way to the content position, and is told once`, async (harness, assert) => {
      await harness.ready({ playhead });
      await harness.play(2000);
      await harness.pause();
      assert.deepEqual(harness.collector.told, [...UNTOLD, 'pauseStart@2']);
      assert.strictEqual(harness.tracking.status.problems.length, 1);
      assert.strictEqual(harness.logs.length, 1);
    });
  }

  onPlayer('a playhead of the integrator is the one that is told', async (harness, assert) => {
    await harness.ready({ playhead: (player: { currentTime(): number }) => player.currentTime() + 100 });
    await harness.play(2000);
    await harness.pause();
    assert.deepEqual(harness.collector.told, ['sessionStart@100', 'play@100', 'pauseStart@102']);
  });

  onPlayer('a listener that throws harms nobody', async (harness, assert) => {
    await harness.ready();
    harness.tracking.on('eventqueued', fail);
    harness.tracking.on('eventsent', fail);
    harness.tracking.on('sessionopened', fail);
    await harness.play(1000);
    await harness.pause();
    assert.deepEqual(harness.collector.told, [...UNTOLD, 'pauseStart@1']);
    assert.false(harness.tech.media.moving);
  });

  onPlayer('without a backend the player plays, the log says so once and the status tells', async (harness, assert) => {
    harness.collector.down = true;
    await harness.ready();
    await harness.play(LONG_MS);
    assert.strictEqual(Math.round(harness.player.currentTime()!), 60);
    assert.strictEqual(harness.logs.length, 1);
    const { problems, retried, session } = harness.tracking.status;
    assert.strictEqual(problems.length, 1);
    assert.ok(retried > 1);
    assert.strictEqual(session.state, 'opening');
  });
});
