import { button, make, set, write } from './dom';
import { worded, type Finding } from './findings';
import { bodyOf, type Row } from './row';
import { storyOf } from './words';

/** Writes to the clipboard; false where the page may not. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A button that copies, and says for a moment how it went. */
export function copyButton(label: string, text: () => string, attributes = {}): HTMLButtonElement {
  const element = button(
    label,
    () => {
      void copy(text()).then((copied) => {
        write(element, copied ? 'Copied' : 'Not allowed');
        setTimeout(() => write(element, label), 1500);
      });
    },
    attributes,
  );
  return element;
}

/** A body as people read it; lines that a finding is about are marked. */
function readable(body: string, findings: readonly Finding[]): (Node | string)[] {
  const keys = findings.flatMap(({ path = '' }) => (path ? `"${path.slice(path.indexOf('.') + 1)}":` : []));
  const lines = JSON.stringify(JSON.parse(body), null, 2).split('\n');
  return lines.map((line) =>
    keys.some((key) => line.trim().startsWith(key)) ? make('mark', {}, `${line}\n`) : `${line}\n`,
  );
}

/** What an open row shows: its way so far, what is wrong with it, and the body. Its parts stay: one of them may have the focus. */
export class Detail {
  readonly element: HTMLElement;
  private readonly _story = make('p', { class: 'story' });
  private readonly _findings = make('ul', { class: 'findings' });
  private readonly _bytes = make('span');
  private readonly _pre = make('pre', { tabindex: 0, role: 'region', 'aria-label': 'Body' });
  private _body = '';
  private _shown = '';

  constructor() {
    const copies = copyButton('Copy body', () => this._body);
    const body = make('div', { class: 'body' }, make('div', { class: 'tools' }, this._bytes, copies), this._pre);
    const cell = make('div', { role: 'gridcell', 'aria-colspan': 5 }, this._story, this._findings, body);
    this.element = make('div', { role: 'row', class: 'detail' }, cell);
  }

  show(row: Row): void {
    const { findings, attempts } = row;
    const body = (this._body = bodyOf(row.event));
    write(this._story, storyOf(row).join(' · '));
    const sent = attempts ? ' as sent' : '';
    write(this._bytes, `${new Blob([body]).size} bytes${sent}`);
    const shown = [body, ...findings.map(worded)].join('\n');
    if (shown === this._shown) return;
    this._shown = shown;
    set(this._findings, { hidden: !findings.length });
    this._findings.replaceChildren(
      ...findings.map((each) =>
        make('li', { 'data-level': each.level }, worded(each), make('small', {}, ` API: ${each.section}`)),
      ),
    );
    this._pre.replaceChildren(...readable(body, findings));
  }
}
