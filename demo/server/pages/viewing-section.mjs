import { duration } from '../report/wording.mjs';
import { html } from 'ghtml';
import { dateTime, endingWords } from './layout.mjs';

/** @import { SessionReport } from '../report/session-report.mjs' */

/** @param {SessionReport} report @param {SessionReport} current */
function line({ id, startedAt, ending, times }, current) {
  const name = dateTime(startedAt);
  const link = id === current.id ? html`<b aria-current="page">${name}</b>` : html`<a href="${id}">${name}</a>`;
  return html`<li>!${link}: ${duration(times.content)} of content, ${endingWords[ending].toLowerCase()}</li>`;
}

/** Nothing for a viewing of one session. @param {SessionReport} report @param {SessionReport[]} viewing */
export function viewingSection(report, viewing) {
  if (viewing.length < 2) return '';
  const content = viewing.reduce((sum, { times }) => sum + times.content, 0);
  return html`<section aria-labelledby="viewing">
    <h2 id="viewing">One viewing, several sessions</h2>
    <p class="sentence">
      A resumed session goes on with an earlier one of the same content and visitor. Together they played
      ${duration(content)} of content.
    </p>
    <ol class="plain">
      !${viewing.map((each) => line(each, report))}
    </ol>
  </section>`;
}
