import QUnit from 'qunit';
import { InspectorPanel } from '../../src/inspector/component';
import { Recorder } from '../../src/inspector/recorder';
import { LONG_MS, PluginHarness, onPlayer } from '../support/plugin-harness';
import { event, FakeTracking, start } from './fake-tracking';

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
    find<HTMLInputElement>(panel, '.filters input').click();
    assert.deepEqual(types(), ['sessionStart', 'play']);
    find<HTMLInputElement>(panel, 'label + label input').click();
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
    assert.strictEqual(sentence(), 'The server does not take requests. Events wait.');
    assert.false(harness.player.isDisposed());
  });

  onPlayer('a dry run is one as long as its session is, whatever the next will be', async (harness, assert) => {
    await harness.ready();
    const panel = panelOf(harness);
    const recorder = new Recorder(harness.tracking, {});
    panel.use(recorder);
    panel.open();
    await harness.play(1000);
    harness.tracking.updateOptions({ collectionUrl: 'dry-run:' });
    recorder.take({ collectionUrl: 'dry-run:' });
    await harness.pass(600);
    const said = (): boolean => find(panel, '.consent').textContent.includes('dry run');
    assert.false(said(), 'the open session still sends');
    await harness.finish();
    await harness.pass(600);
    assert.true(said(), 'the next will not');
  });

  onPlayer('what takes the place of a session is no dry run if that was none', async (harness, assert) => {
    await harness.ready();
    const panel = panelOf(harness);
    const recorder = new Recorder(harness.tracking, {});
    panel.use(recorder);
    panel.open();
    await harness.play(1000);
    harness.tracking.updateOptions({ collectionUrl: 'dry-run:' });
    recorder.take({ collectionUrl: 'dry-run:' });
    harness.collector.script.push(404);
    harness.collector.delayMs = () => 2000;
    await harness.pause();
    await harness.pass(3000);
    assert.strictEqual(find(panel, '.session b').textContent, 'opening');
    assert.false(find(panel, '.consent').textContent.includes('dry run'));
    await harness.pass(LONG_MS);
  });

  onPlayer('keeps the focus while events come, so that Escape closes it', async (harness, assert) => {
    harness.collector.delayMs = () => 2000;
    await harness.ready();
    const panel = panelOf(harness);
    panel.open();
    await harness.play(1000);
    const toggle = [...rootOf(panel).querySelectorAll<HTMLElement>('.row button')].pop()!;
    toggle.click();
    const copies = find(panel, '.detail button');
    copies.focus();
    await harness.pass(4000);
    assert.strictEqual(rootOf(panel).activeElement, copies);
    const tracking = new FakeTracking();
    panel.use(tracking.recorder);
    tracking.deliver(start());
    const pod = { params: { media: { ad: { podIndex: 0, podSecond: 0 } } } };
    const [begin, end] = [event('adBreakStart', pod), event('adBreakComplete')];
    tracking.queue(end);
    await harness.pass(200);
    find<HTMLDetailsElement>(panel, 'details').open = true;
    find(panel, 'details button').focus();
    tracking.tell('eventsent', { event: begin, attempt: 1 });
    await harness.pass(200);
    assert.strictEqual(find(panel, 'details button'), null, 'nothing is wrong any more');
    assert.true(!!rootOf(panel).activeElement, 'also where what had it is gone');
    const press = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true });
    rootOf(panel).activeElement!.dispatchEvent(press);
    assert.false(panel.opened);
  });

  onPlayer('says of a body whether it was sent', async (harness, assert) => {
    harness.collector.delayMs = () => 2000;
    await harness.ready();
    const panel = panelOf(harness);
    panel.open();
    await harness.play(1000);
    const bytes = (): string | null => find(panel, '.detail .tools span').textContent;
    const toggles = [...rootOf(panel).querySelectorAll<HTMLElement>('.row button')];
    toggles.pop()!.click();
    assert.true(/^\d+ bytes$/.test(bytes()!), 'play waits');
    await harness.pass(5000);
    assert.true(/^\d+ bytes as sent$/.test(bytes()!));
  });

  onPlayer('is nothing to open once the player is gone, or out of the document', async (harness, assert) => {
    await harness.ready();
    const panel = panelOf(harness);
    const el = harness.player.el();
    el.remove();
    panel.open();
    assert.true(panel.opened, 'a detached player has a panel that nobody sees');
    panel.close();
    harness.player.dispose();
    panel.open();
    assert.false(panel.opened);
    assert.strictEqual(panel.toJSON().events.length, 0);
  });
});
