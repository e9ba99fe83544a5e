import { button, make, write } from './dom';
import { worded, type Finding } from './findings';
import { bodyOf, type Row } from './recorder';
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

/** A finding, with where to read on. */
export const findingLine = (finding: Finding): HTMLElement =>
  make(
    'span',
    { class: 'finding', 'data-level': finding.level },
    worded(finding),
    make('small', {}, ` API: ${finding.section}`),
  );

/** A body as people read it; lines that a finding is about are marked. */
function readable(body: string, findings: readonly Finding[]): HTMLElement {
  const keys = findings.flatMap(({ path = '' }) => `"${path.slice(path.indexOf('.') + 1)}":`);
  const lines = JSON.stringify(JSON.parse(body), null, 2).split('\n');
  const shown = lines.map((line) =>
    keys.some((key) => line.trim().startsWith(key)) ? make('mark', {}, `${line}\n`) : `${line}\n`,
  );
  return make('pre', { tabindex: 0, role: 'region', 'aria-label': 'Body' }, ...shown);
}

/** What an open row shows: its way so far, what is wrong with it, and the body. */
export function detailOf(row: Row): Node[] {
  const body = bodyOf(row.event);
  const findings = make('ul', { class: 'findings' }, ...row.findings.map((each) => make('li', {}, findingLine(each))));
  const story = make('p', { class: 'story' }, storyOf(row).join(' · '));
  const bytes = make('span', {}, `${new TextEncoder().encode(body).length} bytes as sent`);
  return [
    story,
    ...(row.findings.length ? [findings] : []),
    make(
      'div',
      { class: 'body' },
      make(
        'div',
        { class: 'tools' },
        bytes,
        copyButton('Copy body', () => body),
      ),
      readable(body, row.findings),
    ),
  ];
}
