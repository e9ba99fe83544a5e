import { arrange, button, make, set, write } from './dom';
import { worded, type Finding } from './findings';
import type { Recorder } from './recorder';
import { kindOf, type Row } from './row';
import { counted } from './words';

/** Kinds of findings that are listed at most. */
const MOST = 50;

/** Findings of one kind, and where it was met first. */
interface Met {
  readonly finding: Finding;
  readonly row: Row | undefined;
  count: number;
}

/** A line of the list. */
interface Line {
  readonly element: HTMLElement;
  readonly words: HTMLElement;
  readonly count: HTMLElement;
  met: Met;
}

/** All that is wrong or worth knowing, each kind once. Its lines stay as long as what they tell: one of them may have the focus. */
export class Summary {
  readonly element = make('details', { class: 'summary' });
  private readonly _title = make('summary');
  private readonly _list = make('ul', { class: 'findings' });
  private _lines = new Map<string, Line>();

  /** @param _reveal a finding was chosen */
  constructor(private readonly _reveal: (row: Row) => void) {
    this.element.append(this._title, this._list);
  }

  /** @param problems what the plugin itself warned of */
  show(recorder: Recorder, problems: readonly string[]): void {
    const all = metIn(recorder, problems);
    const [worst] = all;
    set(this.element, { hidden: !worst, 'data-level': worst?.[1].finding.level });
    write(this._title, counted(all.length, 'finding') + (all.length > MOST ? `; the first ${MOST}:` : ''));
    this._lines = new Map(all.slice(0, MOST).map(([kind, met]) => [kind, this._line(kind, met)]));
    arrange(
      this._list,
      [...this._lines.values()].map(({ element }) => element),
    );
  }

  private _line(kind: string, met: Met): Line {
    const line = this._lines.get(kind) ?? this._make(met);
    line.met = met;
    write(line.words, worded(met.finding));
    write(line.count, met.count > 1 ? ` ${met.count}×` : '');
    return line;
  }

  private _make(met: Met): Line {
    const [words, count] = [make('span'), make('span')];
    const open = (): void => {
      if (line.met.row) this._reveal(line.met.row);
    };
    const target = met.row ? button('', open, { class: 'link' }) : make('span');
    target.append(words, make('small', {}, ` API: ${met.finding.section}`), count);
    const line = { element: make('li', {}, target), words, count, met };
    return line;
  }
}

/** By kind, what is wrong first. */
function metIn({ general, rows }: Recorder, problems: readonly string[]): [string, Met][] {
  const met = new Map<string, Met>();
  const add = (finding: Finding, kind: string, row?: Row): void => {
    const before = met.get(kind);
    if (before) before.count++;
    else met.set(kind, { finding, row, count: 1 });
  };
  for (const finding of general) add(finding, kindOf(finding));
  for (const row of rows) for (const finding of row.findings) add(finding, finding.kind, row);
  for (const problem of problems) {
    const finding: Finding = { level: 'wrong', message: `The plugin says: ${problem}`, section: 'Parameters' };
    add(finding, kindOf(finding));
  }
  return [...met].sort(([, one], [, other]) => rank(one.finding) - rank(other.finding));
}

const rank = ({ level }: Finding): number => (level === 'wrong' ? 0 : 1);
