import QUnit from 'qunit';
import { checkAttempt, checkBody, worded } from '../../src/inspector/findings';
import { bodyOf } from '../../src/inspector/row';
import { Summary } from '../../src/inspector/summary';
import { storyOf } from '../../src/inspector/words';
import { event, FakeTracking, start } from './fake-tracking';

const { module, test } = QUnit;

const playerTime = { playhead: 1, ts: 2 };
const told = (body: unknown): string[] => checkBody(body).map(worded);
const flawed = (params: object, more: object = {}): unknown => {
  const body = JSON.parse(bodyOf(start())) as { params: object };
  return { ...body, ...more, params: { ...body.params, ...params } };
};

module('inspector: what is wrong with a body', () => {
  test('nothing, if it is as it should be', (assert) => {
    assert.deepEqual(told(flawed({})), []);
    assert.deepEqual(told({ eventType: 'ping', playerTime }), []);
  });

  test('is named with its path, in words, and the API’s section', (assert) => {
    const [finding] = checkBody(flawed({}, { customMetadata: { rating: 5 } }));
    assert.deepEqual(finding, {
      level: 'wrong',
      path: 'customMetadata.rating',
      message: 'must be a string',
      section: 'Event body',
    });
    assert.strictEqual(worded(finding!), 'customMetadata.rating: must be a string');
    assert.strictEqual(checkBody(flawed({ 'media.length': '60' }))[0]?.section, 'Parameters');
    assert.strictEqual(checkBody({ eventType: 'seek', playerTime })[0]?.section, 'Event types');
  });

  test('is all told at once', (assert) => {
    const wrong = flawed({
      'media.length': undefined,
      'media.resume': 'yes',
      'media.streamType': 'film',
      'media.x': 1,
    });
    assert.deepEqual(told(JSON.parse(JSON.stringify(wrong))), [
      'params.media.length: is required',
      'params.media.resume: must be a boolean',
      'params.media.streamType: must be one of: video, audio',
      'params.media.x: is not allowed here',
    ]);
  });

  test('is a member that every object has by nature, too', (assert) => {
    assert.deepEqual(told(flawed({ constructor: 1 }, { constructor: 'x', customMetadata: { constructor: 5 } })), [
      'params.constructor: is not allowed here',
      'constructor: is not allowed here',
      'customMetadata.constructor: must be a string',
    ]);
  });

  test('is found in what lies in the depth, too', (assert) => {
    const customerIDs = { crm: { id: 7, authState: 3 }, other: {} };
    assert.deepEqual(told(flawed({ 'visitor.customerIDs': customerIDs })), [
      'params.visitor.customerIDs.crm.id: must be a string',
      'params.visitor.customerIDs.crm.authState: must be one of: 0, 1, 2',
      'params.visitor.customerIDs.other.id: is required',
    ]);
  });

  test('may be no event at all', (assert) => {
    for (const none of [null, [], 'play']) assert.deepEqual(told(none), ['must be one event: a JSON object']);
    assert.deepEqual(told({ playerTime }), ['eventType: is required']);
    assert.deepEqual(told({ eventType: 'seek', playerTime }), ['eventType: "seek" is no event type of this API']);
  });
});

module('inspector: mistakes of integrations', () => {
  const given = (...events: Parameters<FakeTracking['deliver']>): string[] => {
    const tracking = new FakeTracking();
    tracking.deliver(...events);
    return tracking.found;
  };

  test('none, none is told', (assert) => {
    assert.deepEqual(given(start(), event('play'), event('pauseStart'), event('play'), event('sessionComplete')), []);
  });

  test('no ECID', (assert) => {
    assert.deepEqual(given(start({}, { marketingCloudUserId: undefined })), [
      'sessionStart: params.visitor.marketingCloudUserId: the ECID is missing: visitors are not counted',
    ]);
  });

  test('a length of 0, and then no playhead is said to lie behind it', (assert) => {
    assert.deepEqual(given(start({ length: 0 }), event('play', { playhead: 7 })), [
      'sessionStart: params.media.length: is 0: no progress markers are reported',
    ]);
  });

  test('a channel left to its default', (assert) => {
    assert.deepEqual(given(start({ channel: location.hostname })), [
      'sessionStart: params.media.channel: is the host name of the page, the default: name your channel',
    ]);
  });

  test('an ad outside a break', (assert) => {
    const params = { media: { ad: { id: 'a', length: 5, podPosition: 1, playerName: 'p' } } };
    assert.deepEqual(given(start(), event('adStart', { params })), [
      'adStart: adStart outside an ad break: counted as main content',
    ]);
  });

  test('two of a kind in a row', (assert) => {
    assert.deepEqual(
      given(start(), event('play'), event('ping'), event('play'), event('pauseStart'), event('pauseStart')),
      ['play: play follows on play', 'pauseStart: pauseStart follows on pauseStart: counted as another pause'],
    );
  });

  test('a playhead beyond the length, which is known only when the start is sent', (assert) => {
    const tracking = new FakeTracking();
    const known = start();
    tracking.queue({ ...known, params: {} });
    tracking.queue(event('play', { playhead: 59 }));
    tracking.deliver(known);
    tracking.queue(event('ping', { playhead: 61 }));
    assert.deepEqual(tracking.found, ['ping: playhead 61 is not below 60']);
  });

  test('a Sessions answer whose Location the page cannot read', (assert) => {
    const tracking = new FakeTracking();
    const sent = start();
    tracking.queue(sent);
    tracking.tell('eventretry', { event: sent, attempt: 1, delayMs: 1, status: 201 });
    tracking.tell('eventretry', { event: sent, attempt: 2, delayMs: 1, status: 201 });
    assert.strictEqual(tracking.found.length, 1, 'told once');
    assert.true(/answered 201.*Access-Control-Expose-Headers: Location/.test(tracking.found[0]!));
  });

  test('mixed content, which looks like no answer', (assert) => {
    assert.true(/mixed content/.test(checkAttempt(0, false, true)[0]!.message));
    for (const [status, blocked] of [
      [0, false],
      [503, true],
    ] as const)
      assert.deepEqual(checkAttempt(status, true, blocked), []);
  });

  test('a policy that blocks the collection server, told once', (assert) => {
    const { recorder } = new FakeTracking();
    recorder.refused();
    recorder.refused();
    assert.deepEqual(recorder.general.map(worded), [
      'The page’s Content-Security-Policy blocks the collection server: add its origin to connect-src',
    ]);
  });

  test('a start that is not yet known whole is not judged', (assert) => {
    const tracking = new FakeTracking();
    tracking.queue(event('sessionStart'));
    assert.deepEqual(tracking.found, []);
  });

  test('a session that takes over begins anew', (assert) => {
    assert.deepEqual(given(start(), event('play'), start({ resume: true }), event('play')), []);
  });

  test('what is not judged: viewings that began before anybody looked on, and those of earlier visits', (assert) => {
    assert.deepEqual(given(event('adComplete'), event('play')), []);
    const ts = Math.floor(performance.timeOrigin) - 1000;
    assert.deepEqual(given(start(), event('play'), event('play', { ts })), []);
  });
});

module('inspector: viewings of other pages', () => {
  test('that died after this one was loaded are none of its own', (assert) => {
    const tracking = new FakeTracking();
    const own = start();
    const theirs = [start(), event('chapterComplete'), event('sessionEnd')];
    tracking.deliver(own, event('play'), event('ping'));
    tracking.deliver(...theirs);
    tracking.deliver(event('pauseStart'), event('chapterComplete'));
    assert.deepEqual(
      tracking.recorder.rows.map(({ earlier }) => earlier),
      [false, true, true, true, false, false, false, false],
    );
    assert.deepEqual(tracking.found, ['chapterComplete: chapterComplete without an open chapter'], 'its own is judged');
  });
});

module('inspector: what is told late', () => {
  const chapter = { chapter: { index: 1, offset: 0, length: 9, friendlyName: 'One' } };
  const lost = (): FakeTracking => {
    const tracking = new FakeTracking({ debug: true });
    tracking.deliver(
      start({}, { marketingCloudUserId: 'd' }),
      event('chapterStart', { params: { media: chapter } }),
      event('play'),
    );
    const waiting = event('chapterComplete');
    tracking.queue(waiting);
    tracking.tell('eventsent', { event: waiting, attempt: 1 });
    tracking.tell('sessionlost', { sessionId: 's1' });
    const again = [start({ resume: true }), event('chapterStart', { params: { media: chapter } }), event('play')];
    tracking.queue(...again.map((each, index) => ({ ...each, ts: waiting.ts - again.length + index })));
    return tracking;
  };

  test('what reopens a session lies before what waits, and is judged in that order', async (assert) => {
    const tracking = lost();
    await Promise.resolve();
    assert.deepEqual(
      tracking.recorder.rows.map(({ event: { type } }) => type),
      ['sessionStart', 'chapterStart', 'play', 'sessionStart', 'chapterStart', 'play', 'chapterComplete'],
    );
    assert.deepEqual(tracking.found, ['sessionStart: takes the place of session s1, which the server no longer knows']);
    assert.strictEqual(tracking.warnings.length, 1, 'nothing was logged that is not so');
  });

  test('what reopens a session may be stamped as what the old one took: that is no mistake', (assert) => {
    const tracking = new FakeTracking();
    const [ping, waiting] = [event('ping'), event('pauseStart')];
    tracking.deliver(start(), event('chapterStart', { params: { media: chapter } }), ping);
    tracking.queue(waiting);
    tracking.tell('eventsent', { event: waiting, attempt: 1 });
    tracking.tell('sessionlost', { sessionId: 's1' });
    tracking.queue(
      { ...start({ resume: true }), ts: ping.ts - 1 },
      event('chapterStart', { ts: ping.ts, params: { media: chapter } }),
    );
    assert.deepEqual(tracking.found, ['sessionStart: takes the place of session s1, which the server no longer knows']);
  });

  test('what was refused with its session waits again', (assert) => {
    const rows = lost().recorder.rows;
    const refused = rows[rows.length - 1]!;
    assert.deepEqual([refused.state, refused.lostWith], ['queued', 's1']);
    assert.true(storyOf(refused).includes('refused: the server no longer knows session s1'));
    assert.true(rows.slice(0, 3).every(({ lostWith }) => !lostWith));
  });

  test('an event heard of first when it is sent stands where it happened', (assert) => {
    const tracking = new FakeTracking();
    tracking.deliver(start());
    const [begin, ad] = [event('adBreakStart'), event('adBreakComplete')];
    tracking.queue(ad);
    assert.deepEqual(tracking.found, ['adBreakComplete: adBreakComplete without an open ad break']);
    tracking.tell('eventsent', { event: begin, attempt: 1 });
    assert.false(tracking.found.some((each) => each.includes('without')));
  });

  test('a length that is known late judges what came before it was', (assert) => {
    const tracking = new FakeTracking();
    const known = start();
    tracking.queue({ ...known, params: {} }, event('ping', { playhead: 61 }));
    tracking.deliver(known);
    assert.deepEqual(tracking.found, ['ping: playhead 61 is not below 60']);
  });
});

module('inspector: the summary', () => {
  const shown = (tracking: FakeTracking): Summary => {
    const summary = new Summary(() => undefined);
    document.querySelector('#qunit-fixture')!.append(summary.element);
    summary.element.open = true;
    summary.show(tracking.recorder, []);
    return summary;
  };
  const lines = ({ element }: Summary): (string | null)[] =>
    [...element.querySelectorAll('li')].map(({ textContent }) => textContent);

  test('has one line for one mistake, however many events it touches', (assert) => {
    const tracking = new FakeTracking();
    tracking.deliver(start());
    for (let made = 0; made < 100; made++) tracking.deliver(event('ping', { playhead: 60.5 + made }));
    assert.deepEqual(lines(shown(tracking)), ['playhead 60.5 is not below 60 API: Event types 100×']);
  });

  test('lists so many kinds, and says how many there are', (assert) => {
    const tracking = new FakeTracking();
    const names = Array.from({ length: 60 }, (_, index) => `wrong-${'x'.repeat(index)}`);
    tracking.queue(event('chapterStart', { customMetadata: Object.fromEntries(names.map((name) => [name, 'v'])) }));
    const summary = shown(tracking);
    assert.strictEqual(lines(summary).length, 50);
    assert.true(/^6\d findings; the first 50/.test(summary.element.querySelector('summary')!.textContent));
  });

  test('leaves the focus where it is while findings come', (assert) => {
    const tracking = new FakeTracking();
    tracking.deliver(start(), event('ping', { playhead: 61 }));
    const summary = shown(tracking);
    const button = summary.element.querySelector('button')!;
    button.focus();
    tracking.deliver(event('play', { playhead: -1 }), event('ping', { playhead: 62 }));
    summary.show(tracking.recorder, ['something']);
    assert.strictEqual(document.activeElement, button);
    assert.strictEqual(lines(summary).length, 3);
  });
});

module('inspector: the log', () => {
  test('of an instance with debug tells each finding once', (assert) => {
    const tracking = new FakeTracking({ debug: true });
    tracking.deliver(start(), event('play', { playhead: -1 }), event('pauseStart'), event('play', { playhead: -1 }));
    assert.deepEqual(tracking.warnings, ['play: playerTime.playhead: must be >= 0 (API: Event body)']);
  });

  test('tells mistakes that differ in numbers only once', async (assert) => {
    const tracking = new FakeTracking({ debug: true });
    tracking.deliver(start());
    for (const playhead of [61, 62, 63.5]) tracking.deliver(event('ping', { playhead }));
    await Promise.resolve();
    assert.deepEqual(tracking.warnings, ['ping: playhead 61 is not below 60 (API: Event types)']);
  });

  test('of any other stays silent', (assert) => {
    const tracking = new FakeTracking();
    tracking.deliver(event('play', { playhead: -1 }));
    assert.deepEqual([tracking.warnings, tracking.found.length], [[], 1]);
  });
});
