import { html } from 'ghtml';
import { counted, duration } from '../report/wording.mjs';
import { playbackBars, strip } from './lanes.mjs';
import { dateTime, endingBadge, layout } from './layout.mjs';

/**
 * @import { Entry } from '../ledger.mjs'
 * @import { SessionReport } from '../report/session-report.mjs'
 */

/** @param {SessionReport} report */
const wrongsIn = ({ findings }) => findings.filter(({ level }) => level === 'wrong').length;

/** @param {SessionReport} report */
function findingsBadge(report) {
  const wrongs = wrongsIn(report);
  return wrongs === 0
    ? html`<span class="badge fine">No problem</span>`
    : html`<span class="badge wrong">${counted(wrongs, 'problem')}</span>`;
}

/** @param {SessionReport} report */
function card(report) {
  const { id, title, startedAt, endedAt, ending, times, isResumed, isRecording, events } = report;
  const marks = [isResumed && 'Resumed', isRecording && 'Recording'].filter(Boolean);
  return html`<li>
    <div class="what">
      <a href="sessions/${id}">${title}</a>
      <span class="when">${dateTime(startedAt)}</span>
    </div>
    !${strip(playbackBars(report), { from: startedAt, to: endedAt }, 'Course of the session')}
    <dl>
      <div>
        <dt>Content</dt>
        <dd>${duration(times.content)}</dd>
      </div>
      <div>
        <dt>Ads</dt>
        <dd>${duration(times.ads)}</dd>
      </div>
      <div>
        <dt>Events</dt>
        <dd>${events.length}</dd>
      </div>
    </dl>
    <div class="badges">
      !${endingBadge(ending)}!${marks.map((mark) => html`<span class="badge">${mark}</span>`)}!${findingsBadge(report)}
    </div>
  </li>`;
}

/** @param {Entry} entry */
function stray({ receivedAt, route, sessionId, status, body, problems, fault }) {
  const path = route === 'events' ? `sessions/${sessionId?.slice(0, 8)}…/events` : route;
  const why = problems.map(({ path, message }) => `${path} ${message}`).join('; ');
  const reason = why || (fault ? `a fault was switched on (${fault})` : 'see the answer');
  return html`<tr>
    <td>${dateTime(receivedAt).slice(11, 19)}</td>
    <td>${path}</td>
    <td>${body?.eventType ?? 'no event'}</td>
    <td class="number">${status ?? 'none'}</td>
    <td class="long">${reason}</td>
  </tr>`;
}

/** @param {Entry[]} entries */
const straysSection = (entries) =>
  html`<section aria-labelledby="strays">
    <h2 id="strays">Requests without a session</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="strays">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">To</th>
            <th scope="col">Event</th>
            <th scope="col" class="number">Answer</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          !${entries.map(stray)}
        </tbody>
      </table>
    </div>
  </section>`;

/** More would make the page slow, and nobody reads them. */
const mostShown = 200;

/** Newest first. @param {SessionReport[]} reports @param {Entry[]} strays  requests that belong to none of them */
export function indexPage(reports, strays) {
  const newest = reports.toSorted((one, other) => other.startedAt - one.startedAt);
  const sessions =
    newest.length > 0
      ? html`<ol class="sessions">
          !${newest.slice(0, mostShown).map(card)}
        </ol>`
      : html`<p class="empty">
          Nothing has come yet. Sessions appear here as soon as a player has opened one:
          <code>POST /api/v1/sessions</code>.
        </p>`;
  const count = counted(newest.length, 'session');
  const received =
    newest.length > mostShown ? `${count} received, the latest ${mostShown} are listed` : `${count} received`;
  const content = html`<header class="masthead">
      <h1>Sessions</h1>
      <p>${received}. Each has a report, computed from what arrived alone.</p>
    </header>
    <main>!${sessions}!${strays.length > 0 ? straysSection(strays) : ''}</main>`;
  return layout({ title: 'Sessions received', root: '', content });
}
