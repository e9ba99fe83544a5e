import { duration, position } from '../report/wording.mjs';
import { offset } from './lanes.mjs';
import { tableSection } from './table.mjs';

/**
 * @import { SessionReport } from '../report/session-report.mjs'
 * @import { Outcome } from '../report/spans.mjs'
 */

/** @param {string} title */
const number = (title) => ({ title, kind: /** @type {const} */ ('number') });

/** @type {Record<Outcome, string>} */
const outcomeWords = { completed: 'completed', skipped: 'skipped', open: 'never closed' };

/** @param {SessionReport} report @returns {string} */
export function adsSection({ adBreaks, startedAt }) {
  const rows = adBreaks.flatMap(({ index, second, name, ads }) =>
    ads.map((ad) => [
      `${name ?? `Pod ${index}`} at ${position(second)}`,
      ad.position,
      ad.name ?? ad.id,
      `+${offset(ad.from - startedAt)}`,
      duration(ad.length),
      duration(ad.timeSpent),
      outcomeWords[ad.outcome],
    ]),
  );
  const columns = [
    { title: 'Break' },
    number('In pod'),
    { title: 'Ad' },
    number('Began'),
    number('Length'),
    number('Time spent'),
    { title: 'Ended' },
  ];
  return rows.length > 0 ? tableSection({ id: 'ads', title: 'Ads', columns, rows }) : '';
}

/** @param {SessionReport} report @returns {string} */
export function chaptersSection({ chapters, startedAt }) {
  const rows = chapters.map(({ index, name, offset: at, length, from, timeSpent, outcome }) => [
    ...[index, name ?? '', position(at), duration(length)],
    ...[`+${offset(from - startedAt)}`, duration(timeSpent), outcomeWords[outcome]],
  ]);
  const columns = [
    number('No.'),
    { title: 'Chapter' },
    number('Offset'),
    number('Length'),
    number('Began'),
    number('Time spent'),
    { title: 'Ended' },
  ];
  return rows.length > 0 ? tableSection({ id: 'chapters', title: 'Chapters', columns, rows }) : '';
}

/** @param {SessionReport} report @returns {string} */
export function statesSection({ states }) {
  const rows = states.map(({ name, count, time }) => [name, count, duration(time)]);
  const columns = [{ title: 'State' }, number('Times'), number('Duration')];
  return rows.length > 0 ? tableSection({ id: 'states', title: 'Player states', columns, rows }) : '';
}
