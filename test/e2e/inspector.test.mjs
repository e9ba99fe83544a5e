import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkEvent } from '../../demo/server/event-check.mjs';
import { bodiesOf, fullViewing } from '../server/scripted.mjs';
import { inEachBrowser, inOneBrowser } from './support.mjs';
import { violations } from './support/axe.mjs';
import { hereOf } from './support/browsers.mjs';
import { required } from './support/scene.mjs';
import { isMineOf } from './support/share.mjs';

/** @import { Scene } from './support/scene.mjs' */

/** As a package has it: types are there only when it is built. @type {string} */
const entry = 'videojs-media-tracking/inspector';
const { checkBody } = await import(entry);

/** The inspector's panel, from within the page. */
const root = `document.querySelector('.vjs-media-tracking-inspector').shadowRoot`;

/** Runs an expression in the page. @param {Scene} scene @param {string} code @returns {Promise<any>} */
const look = ({ page }, code) => page.evaluate(`(async () => { ${code} })()`);

/** What has the focus, in the panel if it is there. @param {Scene} scene @returns {Promise<string>} */
const focused = (scene) =>
  look(
    scene,
    `let at = document.activeElement;
     while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
     return at?.getAttribute('aria-label') || at?.title || at?.textContent?.trim() || '';`,
  );

/** @param {Scene} scene @param {RegExp} name @param {boolean} [back]  towards the page's beginning */
async function tabTo(scene, name, back = false) {
  const { keyboard } = scene.page;
  for (let press = 0; press < 90; press++) {
    if (back) await keyboard.down('Shift');
    await keyboard.press('Tab');
    if (back) await keyboard.up('Shift');
    const there = await look(
      scene,
      `let at = document.activeElement;
       while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
       if (at === document.body) return '';
       return [at?.getAttribute('aria-label'), at?.title, (at?.labels?.[0] ?? at)?.textContent?.trim()].join('|');`,
    );
    if (name.test(there)) return;
  }
  assert.fail(`no way to ${name}`);
}

/** Waits for a scenario's verdict. @param {Scene} scene @param {string} name @returns {Promise<string[]>} */
async function verdict({ page }, name) {
  const card = `document.querySelector('[data-scenario=${name}]')?.closest('li').querySelector('.verdict')`;
  const judged = `['held', 'broken'].includes(${card}?.dataset.state)`;
  await page.waitForFunction(judged, { timeout: 60_000, polling: 100 });
  return /** @type {Promise<string[]>} */ (page.evaluate(`[${card}.dataset.state, ${card}.textContent]`));
}

// Of no browser, so that one that stands for it is enough.
if (hereOf(['Chromium']).length && isMineOf(1))
  describe('a body is judged as by the collection server', () => {
    const good = bodiesOf(fullViewing);
    const values = ['', 'x', -1, 0, 1.5, true, null, [], {}, 'a.b', { x: 1 }];

    it('if nothing is wrong with it', () => {
      for (const body of good) assert.deepEqual(checkBody(body), []);
    });

    it('whatever is wrong with it: a member missing, of another kind, or too much', () => {
      const told = (/** @type {{ path?: string, message: string }[]} */ problems) =>
        problems.map(({ path, message }) => `${path ?? ''}: ${message}`).sort();
      const differs = (/** @type {any} */ body) =>
        assert.deepEqual(told(checkBody(body)), told(checkEvent(body)), JSON.stringify(body));
      let judged = 0;
      const change = (/** @type {any} */ body, /** @type {any} */ at) => {
        for (const key of [...Object.keys(at), 'media.unknown', 'a.key', 'ä', 'constructor']) {
          const had = Object.hasOwn(at, key);
          const before = at[key];
          for (const value of values) {
            at[key] = value;
            differs(body);
            judged++;
          }
          delete at[key];
          differs(body);
          if (had) at[key] = before;
        }
      };
      for (const original of [...new Map(good.map((/** @type {any} */ body) => [body.eventType, body])).values()]) {
        const body = structuredClone(original);
        change(body, body);
        for (const part of ['playerTime', 'params', 'qoeData', 'customMetadata']) {
          body[part] ??= {};
          change(body, body[part]);
          if (!(part in original)) delete body[part];
        }
      }
      for (const none of values) differs(none);
      assert.ok(judged > 1000);
    });
  });

inEachBrowser(
  'the inspector and the demo are used by keyboard alone',
  async (scene) => {
    const { page, server } = scene;
    await scene.visit();

    await tabTo(scene, /^Session killed|Session killed$/);
    await page.keyboard.press('Enter');
    assert.deepEqual((await verdict(scene, 'killed'))[0], 'held', (await verdict(scene, 'killed'))[1]);

    await tabTo(scene, /Media tracking inspector/, true);
    await page.keyboard.press('Enter');
    assert.equal(await focused(scene), 'Close the inspector');

    await look(
      scene,
      `window.taken = [];
     navigator.clipboard.writeText = async (text) => void taken.push(text);
     URL.createObjectURL = (blob) => (blob.text().then((text) => taken.push(text)), '#');
     HTMLAnchorElement.prototype.click = function () { taken.push(this.download); };`,
    );
    for (const [button, count] of /** @type {const} */ ([
      ['Download', 2],
      ['Copy the session as JSON', 3],
    ])) {
      await page.keyboard.down('Shift');
      await page.keyboard.press('Tab');
      await page.keyboard.up('Shift');
      assert.equal(await focused(scene), button);
      await page.keyboard.press('Enter');
      await page.waitForFunction(`taken.length === ${count}`);
    }
    const [name, downloaded, copied] = await look(scene, `return taken;`);
    assert.match(name, /^media-tracking-\w+\.json$/);
    for (const text of [downloaded, copied]) assert.equal(JSON.parse(text).events[0].type, 'sessionStart');

    const shown = () =>
      look(scene, `return [...${root}.querySelectorAll('.row')].map((each) => each.textContent).join();`);
    for (const [filter, hidden] of /** @type {const} */ ([
      [/Pings$/, /ping/],
      [/Only with findings$/, /pauseStart/],
    ])) {
      await tabTo(scene, filter);
      await page.keyboard.press(' ');
      assert.doesNotMatch(await shown(), hidden);
      await page.keyboard.press(' ');
    }
    await tabTo(scene, /Last minute$/);
    await page.keyboard.press(' ');
    assert.equal(await look(scene, `return ${root}.activeElement.checked;`), true);
    assert.deepEqual(await violations(page, '.vjs-media-tracking-inspector'), []);

    await tabTo(scene, /^\|\|▸? ?(sessionStart|ping|play|pauseStart|stateStart|chapter\w+)$/);
    await page.keyboard.press('Home');
    assert.equal(await focused(scene), 'sessionStart');
    await page.keyboard.press('Enter');
    const body = await look(scene, `return ${root}.querySelector('pre').textContent;`);
    const first = server.ledger.entries.find(({ route }) => route === 'sessions');
    assert.deepEqual(JSON.parse(body), first?.body);
    await page.keyboard.press('Escape');
    assert.equal(await look(scene, `return ${root}.host.hidden;`), true);
    assert.match(await focused(scene), /Media tracking inspector/);
  },
  { seconds: 15 },
);

inOneBrowser('what the inspector tells is what was sent, to the byte', async (scene) => {
  const { viewer, server, page } = scene;
  await scene.visit({ options: { chapters: true, states: true, qoe: true } });
  await viewer.plays();
  await viewer.watches(0.5);
  await viewer.does('player.pause()');
  await scene.arrived('pauseStart');
  await page.waitForFunction('tracking.status.queued === 0');

  const told = await look(
    scene,
    `return tracking.inspector().toJSON().events.map(({ body }) => JSON.stringify(body));`,
  );
  assert.deepEqual(
    told,
    server.ledger.entries.map(({ rawBody }) => rawBody),
  );
  const shown = await look(
    scene,
    `return [...${root}.querySelectorAll('.row .type button')].map((each) => each.textContent);`,
  );
  assert.ok(shown.includes('pauseStart'), shown.join());
});

inOneBrowser('with `debug`, what is wrong with bodies is logged once each, with the path', async (scene) => {
  const { viewer, page } = scene;
  const told = async () => (await scene.logLines()).filter((/** @type {string} */ line) => /API: /.test(line));
  const started = (count = 1) =>
    page.waitForFunction(
      `tracking.inspector().toJSON().events.filter(({ type, attempts }) => type === 'sessionStart' && attempts).length === ${count}`,
    );
  const wrong = [
    'sessionStart: params.visitor.marketingCloudUserId: the ECID is missing: visitors are not counted (API: Parameters)',
    'play: playerTime.playhead: must be >= 0 (API: Event body)',
  ];
  const times = (/** @type {string[]} */ lines) =>
    wrong.map((each) => lines.filter((/** @type {string} */ line) => line.endsWith(each)).length);
  // The plugin itself never tells such a one.
  const play = `tracking.trigger('eventqueued', { event: { id: Date.now(), type: 'play', playhead: -1, ts: Date.now() } });`;

  await scene.visit({ options: { collectionUrl: 'dry-run:', debug: true } });
  await viewer.plays();
  await look(scene, play);
  await look(scene, `${play} tracking.startSession();`);
  await started(2);
  const lines = await told();
  assert.deepEqual(times(lines), [1, 1], lines.join('\n'));

  // Set up anew on the same player, each time with options of its own.
  const set = JSON.stringify(required('dry-run:'));
  await look(scene, `tracking.dispose(); tracking = player.mediaTracking(${set}); ${play}`);
  await started();
  assert.deepEqual(await told(), lines);
  await look(scene, `tracking.dispose(); tracking = player.mediaTracking({ ...${set}, debug: true }); ${play}`);
  await started();
  assert.deepEqual(times(await told()), [2, 2]);
});

inEachBrowser('a policy that blocks the collection server is told, and nothing else that it blocks', async (scene) => {
  const { viewer, page, server } = scene;
  const general = `${root}.querySelector('.summary').textContent`;
  const said = (/** @type {string} */ text) => /Content-Security-Policy blocks the collection server/.test(text);
  await scene.visit({ options: { collectionUrl: 'dry-run:' } });
  await viewer.plays();
  await look(
    scene,
    `tracking.inspector();
     const policy = { httpEquiv: 'Content-Security-Policy', content: "connect-src 'self'" };
     document.head.append(Object.assign(document.createElement('meta'), policy));
     for (const address of ['data:,x', 'https://elsewhere.test/']) {
       const blocked = new Promise((resolve) => document.addEventListener('securitypolicyviolation', resolve, { once: true }));
       await Promise.all([blocked, fetch(address).catch(() => {})]);
     }`,
  );
  // What is drawn next has all that was told.
  await look(scene, `tracking.inspector().close(); tracking.inspector();`);
  assert.equal(said(await look(scene, `return ${general};`)), false);

  const options = JSON.stringify(required(server.url));
  await look(scene, `tracking.dispose(); tracking = player.mediaTracking(${options}); tracking.inspector();`);
  await page.waitForFunction(`/Content-Security-Policy blocks the collection server/.test(${general})`);
});

inEachBrowser('opening and using the inspector changes no byte of what is sent', async (scene) => {
  const { page, demo, server, viewer } = scene;
  const query = new URLSearchParams({ collectionUrl: server.url, options: JSON.stringify({ qoe: false }) });
  /** Times, and the positions that go with them, are those of each run. @param {string} rawBody */
  const timeless = (rawBody) => rawBody.replace(/"playerTime":\{[^}]*\}/, '"playerTime":{}');
  /** @type {string[][]} */
  const runs = [];
  for (const inspected of [false, true]) {
    const when = (/** @type {() => Promise<unknown>} */ act) => (inspected ? act() : Promise.resolve());
    const nth = runs.length + 1;
    await page.goto(`${demo.url}/demo/plain.html?${query}`);
    await page.waitForFunction('window.player && player.readyState() > 2');
    await when(async () => {
      await page.addScriptTag({ url: '/dist/videojs-media-tracking-inspector.min.js' });
      await page.waitForSelector('.vjs-media-tracking-inspector-button');
    });
    await page.click('.vjs-big-play-button');
    await scene.arrived('play', 2 * nth - 1);
    await when(async () => {
      await look(scene, `player.userActive(true);`);
      await page.click('.vjs-media-tracking-inspector-button');
      assert.equal(await look(scene, `return tracking.inspector().opened;`), true);
    });
    await viewer.does('player.pause()');
    await scene.arrived('pauseStart', nth);
    await when(async () => {
      await look(
        scene,
        `for (const each of ${root}.querySelectorAll('button, input, summary'))
           if (!/Download|Close/.test(each.textContent + each.ariaLabel)) each.click();
         ${root}.querySelector('.filters input').focus();`,
      );
      for (const key of /** @type {const} */ ([' ', 'k', 'm', 'f', 'ArrowLeft'])) await page.keyboard.press(key);
    });
    await viewer.does('player.muted(false)');
    await scene.arrived('stateEnd', nth);
    await viewer.does('player.play()');
    await scene.arrived('play', 2 * nth);
    await when(async () => {
      await look(scene, `tracking.inspector();`);
      await page.keyboard.press('Escape');
      assert.equal(await look(scene, `return ${root}.host.hidden;`), true);
    });
    await viewer.does('player.dispose()');
    await scene.arrived('sessionEnd', nth);
    const sent = scene.ledgerOf(nth - 1).filter(({ body }) => body.eventType !== 'ping');
    runs.push(sent.map(({ rawBody }) => timeless(rawBody)));
  }
  assert.ok(Number(runs[0]?.length) >= 7, runs[0]?.join('\n'));
  assert.deepEqual(runs[1], runs[0]);
});

inOneBrowser('what is called on a tracking or a player that is gone throws nothing', async (scene) => {
  await scene.visit();
  await scene.viewer.plays();
  await scene.arrived('play');
  const told = await look(
    scene,
    `const gone = tracking;
     const before = gone.inspector();
     gone.dispose();
     gone.updateOptions({ debug: false });
     gone.inspector().close();
     player.dispose();
     await new Promise((resolve) => setTimeout(resolve));
     gone.updateOptions({ debug: false });
     before.open();
     const after = gone.inspector();
     after.open();
     after.close();
     return [before.opened, after.opened, after.toJSON().events.map(({ type }) => type)];`,
  );
  assert.deepEqual(told, [false, false, ['sessionStart', 'play', 'sessionEnd']]);
});

inEachBrowser('loaded late, under a strict policy, it is dressed and has what comes', async (scene) => {
  const { page, demo, server } = scene;
  const options = JSON.stringify({ ads: false, chapters: false, states: false, qoe: false });
  await page.goto(`${demo.url}/demo/plain.html?${new URLSearchParams({ collectionUrl: server.url, options })}`);
  await page.waitForFunction('window.player && player.readyState() > 2');
  await look(scene, `player.play();`);
  await scene.arrived('play');
  await look(
    scene,
    `window.refused = [];
     document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => refused.push(violatedDirective));
     const policy = { httpEquiv: 'Content-Security-Policy', content: "script-src 'self'; style-src 'self'" };
     const script = Object.assign(document.createElement('script'), { src: '/dist/videojs-media-tracking-inspector.min.js' });
     const loaded = new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
     document.head.append(script);
     await loaded;
     document.head.append(Object.assign(document.createElement('meta'), policy));
     player.pause();`,
  );
  await scene.arrived('pauseStart');
  const { dressed, button, types, refused } = await look(
    scene,
    `const inspector = tracking.inspector();
     // Reports come in order: none of the inspector's is before the one that this style provokes.
     const provoked = new Promise((resolve) => document.addEventListener('securitypolicyviolation', resolve, { once: true }));
     document.head.append(Object.assign(document.createElement('style'), { textContent: 'x{}' }));
     await provoked;
     return {
       dressed: getComputedStyle(${root}.querySelector('.panel')).display,
       button: !!player.controlBar.getChild('MediaTrackingInspectorButton'),
       types: inspector.toJSON().events.map(({ type }) => type),
       refused,
     };`,
  );
  assert.deepEqual(
    { dressed, button, types, refused },
    { dressed: 'grid', button: true, types: ['pauseStart'], refused: [refused[0]] },
  );
  // What follows is the test's own.
  await look(scene, `witness.errors.length = 0;`);
});

inEachBrowser(
  'the demo page and the inspector break no rule of axe and fit any screen, dark and light',
  async (scene) => {
    const { page, viewer } = scene;
    scene.mistaken = true;
    await scene.visit({ options: { media: { length: 0 } } });
    await viewer.plays();
    await viewer.watches(0.3);
    await viewer.does('player.pause()');
    await scene.arrived('pauseStart');
    const findings = async (/** @type {string} */ title, /** @type {string} */ selector = 'html') => {
      for (const [width, height] of /** @type {const} */ ([
        [1280, 900],
        [390, 900],
        [844, 390],
      ]))
        for (const theme of ['light', 'dark']) {
          await page.setViewport({ width, height });
          await look(
            scene,
            `if (document.documentElement.dataset.theme !== '${theme}') document.querySelector('#theme').click();
           const running = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime < Infinity);
           await Promise.all(running.map(({ finished }) => finished.catch(() => {})));`,
          );
          assert.deepEqual(await violations(page, selector), [], `${title}, ${theme}, at ${width} px`);
          // The panel is above the page, and does not widen it.
          const overflow = await look(
            scene,
            `const panel = document.querySelector('.vjs-media-tracking-inspector:not([hidden])')?.shadowRoot.querySelector('.panel');
             const parts = [document.documentElement, ...(panel ? [panel, panel.querySelector('.overview'), panel.querySelector('.events')] : [])];
             return Math.max(...parts.map((each) => each.scrollWidth - each.clientWidth));`,
          );
          assert.ok(overflow <= 0, `${title} is ${overflow} px wider than ${width} px`);
        }
    };
    await findings('the demo page');
    await look(
      scene,
      `const stood = player.el().getBoundingClientRect();
     tracking.inspector();
     const stands = player.el().getBoundingClientRect();
     if (JSON.stringify(stood) !== JSON.stringify(stands)) throw new Error('the player has moved');
     ${root}.querySelector('.row.sessionStart button, .row button').click();
     ${root}.querySelector('details').open = true;`,
    );
    await findings('the inspector', '.vjs-media-tracking-inspector');
    const rows = await look(scene, `return ${root}.querySelector('.list').clientHeight;`);
    assert.ok(rows > 120, `in landscape, the list is ${rows} px high`);
  },
  { seconds: 20 },
);

inOneBrowser(
  'a slow session and a backend that is down are nothing to the viewer',
  async (scene) => {
    const { page, demo, server } = scene;
    await page.goto(`${demo.url}/?${new URLSearchParams({ collectionUrl: server.url, brief: '' })}`);
    await page.waitForFunction('window.player && player.readyState() > 2');
    // The slow one while a viewing is under way, which it ends.
    for (const name of ['down', 'slow']) {
      await page.click(`[data-scenario=${name}]`);
      await page.waitForFunction(`document.querySelector('#faults input').disabled`);
      if (name === 'down') {
        await page.waitForFunction(`/^ Another/.test(document.querySelector('[role=status].verdict + span').textContent) ||
        [...document.querySelectorAll('.verdict + span')].some((each) => /Another/.test(each.textContent))`);
        const said = await look(
          scene,
          `return [...document.querySelectorAll('.verdict')].map((each) => each.textContent).join();`,
        );
        assert.doesNotMatch(said, /Another/, 'a countdown is not read out');
        assert.deepEqual(await violations(page), [], 'the page during a scenario');
      }
      const [state, text] = await verdict(scene, name);
      assert.equal(state, 'held', text);
      assert.equal(await look(scene, `return document.querySelector('#faults input').disabled;`), false);
      assert.equal(server.faults.current.sessionsDelayMs, 5_000, 'the server is as it was before');
    }
  },
  { seconds: 34 },
);

inOneBrowser('a scenario that is given up leaves no server behind that is down', async (scene) => {
  const { page, demo, server } = scene;
  const address = `${demo.url}/?${new URLSearchParams({ collectionUrl: server.url, brief: '', sessionsDelayMs: '100' })}`;
  await page.goto(address);
  await page.waitForFunction('window.player && player.readyState() > 2');
  await page.click('[data-scenario=down]');
  await page.waitForFunction(
    `[...document.querySelectorAll('.verdict + span')].some((each) => /Another/.test(each.textContent))`,
  );
  assert.equal(server.faults.current.refuse, true);
  await page.reload();
  await look(scene, `await demo.ready;`);
  assert.deepEqual([server.faults.current.refuse, server.faults.current.sessionsDelayMs], [false, 100]);
});

inEachBrowser(
  'scenarios are judged by what the collection server got',
  async (scene) => {
    const { page } = scene;
    await scene.visit();
    const broken = await look(
      scene,
      `const { slowSession, leftAndBack } = await import('/demo/verdicts.js');
     const entry = (seq, eventType, ts, receivedAt, more) => ({
       seq, route: 'events', sessionId: 's', status: 204, receivedAt, decidedAt: receivedAt, body: { eventType, playerTime: { ts } }, ...more });
     const start = entry(1, 'sessionStart', 1, 1, { route: 'sessions', status: 201, decidedAt: 50 });
     const happened = [{ type: 'sessionStart', ts: 1 }, { type: 'play', ts: 2 }];
     const before = entry(0, 'sessionEnd', 0, 2, { sessionId: 'before' });
     const judge = (...entries) => slowSession({ entries: [start, ...entries], happened }).text;
     return [judge(), judge(entry(2, 'play', 2, 10)), judge(entry(2, 'play', 2, 60), entry(3, 'play', 2, 61)),
       judge(entry(2, 'ping', 3, 60), entry(3, 'play', 2, 61)),
       judge(before, entry(2, 'play', 2, 60)).slice(0, 24),
       leftAndBack({ entries: [start, entry(2, 'play', 2, 60)], happened, sessionId: 's', from: 0, to: 50 }).text];`,
    );
    assert.deepEqual(broken, [
      'play did not arrive.',
      '1 event left before the session was there.',
      '1 event arrived twice.',
      'play arrived out of order.',
      'The session was answered',
      'The viewing that was left has no end.',
    ]);

    await Promise.all([page.waitForNavigation(), page.click('[data-scenario=leave]')]);
    await page.waitForFunction(`location.pathname === '/index.html'`, { timeout: 20_000 });
    const [left, said] = await verdict(scene, 'leave');
    assert.equal(left, 'held', said);
    await look(scene, `await demo.ready; player.load();`);
  },
  { seconds: 14 },
);
