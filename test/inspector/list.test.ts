import QUnit from 'qunit';
import { List, ROW_HEIGHT } from '../../src/inspector/list';
import { FakeTracking, event, start } from './fake-tracking';
import type { Row } from '../../src/inspector/row';

const { module, test } = QUnit;

const SEEN = 10;
/** What a list may hold beyond what is seen. */
const MOST_DRAWN = SEEN + 20;

interface Shown {
  readonly list: List;
  readonly rows: readonly Row[];
  readonly tracking: FakeTracking;
}

function shownList(count: number): Shown {
  const tracking = new FakeTracking();
  tracking.deliver(start());
  for (let made = 1; made < count; made++) tracking.deliver(event('ping', { playhead: made }));
  const list = new List(() => undefined);
  const style = { height: `${SEEN * ROW_HEIGHT}px`, overflow: 'auto', position: 'relative' };
  Object.assign(list.element.style, style);
  document.querySelector('#qunit-fixture')!.append(list.element);
  for (const each of list.element.querySelectorAll<HTMLElement>('.rows')) each.style.position = 'relative';
  list.show(tracking.recorder.rows, 'none');
  return { list, rows: tracking.recorder.rows, tracking };
}

const bodyIn = ({ element }: List): string => element.querySelector('.detail pre')?.textContent ?? '';
const drawn = ({ element }: List): HTMLElement[] => [...element.querySelectorAll<HTMLElement>('.row')];
const press = (key: string, target: Element): boolean =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
const scrolled = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
const places = (list: List): number[] =>
  drawn(list).map((row) => Number(row.ariaRowIndex ?? row.getAttribute('aria-rowindex')));

module('inspector: the list', () => {
  test('draws what is seen of ten thousand events, and the end first', (assert) => {
    const { list } = shownList(10_000);
    assert.true(drawn(list).length <= MOST_DRAWN, `${drawn(list).length} rows`);
    assert.strictEqual(places(list).pop(), 10_001);
    assert.strictEqual(list.element.querySelector('[role=grid]')?.getAttribute('aria-rowcount'), '10001');
  });

  test('follows the end as long as nobody has scrolled away', async (assert) => {
    const { list, tracking, rows } = shownList(100);
    tracking.deliver(event('play'));
    list.show(rows, '');
    assert.strictEqual(places(list).pop(), 102);
    list.element.scrollTop = 0;
    await scrolled();
    tracking.deliver(event('play'));
    list.show(rows, '');
    assert.strictEqual(list.element.scrollTop, 0);
    assert.strictEqual(places(list)[0], 2);
  });

  test('rows stand in their order in the document, wherever it was scrolled to', async (assert) => {
    const { list } = shownList(300);
    for (const top of [3000, 0, 6000, 5900]) {
      list.element.scrollTop = top;
      await scrolled();
      const order = places(list);
      assert.deepEqual(
        order,
        [...order].sort((one, other) => one - other),
      );
    }
  });

  test('is walked by keys, and the focus stays in it', (assert) => {
    const { list } = shownList(1000);
    const focused = (): string | null | undefined =>
      document.activeElement?.closest('.row')?.getAttribute('aria-rowindex');
    drawn(list).pop()!.querySelector('button')!.focus();
    for (const [key, place] of [
      ['ArrowUp', '1000'],
      ['Home', '2'],
      ['ArrowUp', '2'],
      ['PageDown', '12'],
      ['ArrowDown', '13'],
      ['End', '1001'],
    ] as const) {
      press(key, document.activeElement!);
      assert.strictEqual(focused(), place, key);
    }
    assert.strictEqual(list.element.querySelectorAll('[tabindex="0"]').length, 1, 'one stop for the tab key');
  });

  test('opens one row at a time, right below it', (assert) => {
    const { list } = shownList(5);
    const [first, second] = drawn(list).map((row) => row.querySelector('button')!);
    first!.click();
    assert.true(bodyIn(list).includes('"eventType": "sessionStart"'));
    assert.strictEqual(list.element.querySelector('.detail')?.previousElementSibling, first!.closest('.row'));
    second!.click();
    assert.true(bodyIn(list).includes('"eventType": "ping"'));
    assert.deepEqual(
      [first!.ariaExpanded ?? first!.getAttribute('aria-expanded'), list.element.querySelectorAll('.detail').length],
      ['false', 1],
    );
    second!.click();
    assert.strictEqual(list.element.querySelector('.detail'), null);
  });

  test('brings an event that is chosen elsewhere into view, open', (assert) => {
    const { list, rows } = shownList(1000);
    list.reveal(rows[500]!);
    assert.true(places(list).includes(502));
    assert.strictEqual(list.open, rows[500]);
  });

  test('says why nothing is there', (assert) => {
    const { list } = shownList(3);
    list.show([], 'No event is like that.');
    assert.deepEqual(
      [drawn(list).length, list.element.querySelector('.empty')?.textContent],
      [0, 'No event is like that.'],
    );
  });
});
