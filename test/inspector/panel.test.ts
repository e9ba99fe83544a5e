import QUnit from 'qunit';
import { InspectorPanel } from '../../src/inspector/component';
import { Recorder } from '../../src/inspector/recorder';
import { PluginHarness, onPlayer } from '../support/plugin-harness';

const { module, test } = QUnit;

interface Parent {
  addChild(component: object): void;
}

function panelOf({ player, tracking }: PluginHarness): InspectorPanel {
  const panel = new InspectorPanel(player);
  (player as unknown as Parent).addChild(panel);
  panel.use(new Recorder(tracking, {}));
  return panel;
}

const rootOf = (panel: InspectorPanel): ShadowRoot => panel.el().shadowRoot!;
const find = <E extends HTMLElement>(panel: InspectorPanel, selector: string): E =>
  rootOf(panel).querySelector<E>(selector)!;

/** A viewing with something of everything; `act` is done every now and then. */
async function viewing(harness: PluginHarness, act: () => void): Promise<string[]> {
  harness.collector.script.push(201, 503, 204, 400);
  harness.collector.delayMs = () => 300;
  await harness.ready({ states: ['mute'], chapters: [{ start: 1, end: 9, title: 'One' }] });
  act();
  await harness.play(11_000);
  act();
  await harness.pause();
  await harness.play(1000);
  harness.tracking.startAdBreak();
  harness.tracking.startAd({ id: 'ad', length: 5 });
  await harness.pass(2000);
  act();
  harness.tracking.completeAdBreak();
  await harness.play(1000);
  harness.tracking.startState('theater');
  await harness.pass(5000);
  act();
  await harness.finish();
  await harness.pass(60_000);
  const { requests } = harness.collector;
  const began = requests[0]!.body.playerTime.ts;
  return requests.map(({ rawBody }) => rawBody.replace(/"ts":(\d+)/, (_, ts) => `"ts":+${Number(ts) - began}`));
}

module('inspector: the panel', () => {
  test('whatever is done with it changes no byte of what is sent', async (assert) => {
    const runs: string[][] = [];
    for (const inspected of [false, true]) {
      const harness = new PluginHarness();
      let panel: InspectorPanel | undefined;
      try {
        const sent = await viewing(harness, () => {
          if (!inspected) return;
          panel ??= panelOf(harness);
          panel.open();
          for (const each of rootOf(panel).querySelectorAll<HTMLElement>('button, input, summary'))
            if (each.textContent !== 'Download') each.click();
          for (const key of [' ', 'k', 'm', 'f', 'ArrowLeft'])
            find(panel, '.rows').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
          panel.open();
        });
        runs.push(sent);
      } finally {
        await harness.close();
      }
    }
    assert.true(runs[0]!.length > 10);
    assert.deepEqual(runs[1], runs[0]);
  });

  onPlayer('shows counts, session and events, and keeps up', async (harness, assert) => {
    await harness.ready();
    const panel = panelOf(harness);
    panel.open();
    await harness.play(1000);
    await harness.pass(600);
    assert.strictEqual(find(panel, '.counts .delivered').textContent, '2');
    assert.strictEqual(find(panel, '.session code').textContent, 's1');
    const rows = [...rootOf(panel).querySelectorAll('.row .type button')].map((each) => each.textContent);
    assert.deepEqual(rows, ['sessionStart', 'play']);
    assert.strictEqual(find(panel, 'summary').textContent, '2 findings', 'no ECID, and the channel is the host');
  });

  onPlayer('closed or gone with its player, it leaves no timer and no listener', async (harness, assert) => {
    await harness.ready();
    const panel = panelOf(harness);
    const timers = harness.clock.countTimers();
    panel.open();
    panel.close();
    assert.strictEqual(harness.clock.countTimers(), timers);
    panel.open();
    harness.player.dispose();
    await harness.pass(100);
    assert.false(panel.opened);
  });

  onPlayer('keeps its keys and clicks from the player', async (harness, assert) => {
    await harness.ready();
    const panel = panelOf(harness);
    panel.open();
    const heard: string[] = [];
    for (const type of ['keydown', 'click', 'mousemove', 'touchstart'])
      harness.player.el().addEventListener(type, () => heard.push(type));
    for (const type of ['keydown', 'click', 'mousemove', 'touchstart'])
      find(panel, '.panel').dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    assert.deepEqual(heard, []);
  });

  onPlayer('lists only what is asked for', async (harness, assert) => {
    await harness.ready();
    const panel = panelOf(harness);
    panel.open();
    await harness.play(12_000);
    const types = (): (string | null)[] =>
      [...rootOf(panel).querySelectorAll('.row .type button')].map((each) => each.textContent);
    assert.true(types().includes('ping'));
    find<HTMLInputElement>(panel, '#pings').click();
    assert.deepEqual(types(), ['sessionStart', 'play']);
    find<HTMLInputElement>(panel, '#flawed').click();
    assert.deepEqual(types(), ['sessionStart'], 'which lacks an ECID');
  });

  onPlayer('says when nothing is tracked, or nothing gets through', async (harness, assert) => {
    await harness.ready({ defaultConsent: 'pending' });
    const panel = panelOf(harness);
    panel.open();
    await harness.pass(1200);
    const sentence = (): string | null => find(panel, '.sentence').textContent;
    assert.strictEqual(sentence(), 'Consent is pending: events wait, nothing is sent.');
    harness.collector.down = true;
    harness.tracking.setConsent('in');
    await harness.play(1200);
    assert.strictEqual(sentence(), 'The server does not take requests. Events wait and are sent again.');
    assert.false(harness.player.isDisposed());
  });
});
