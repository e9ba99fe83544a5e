import { html } from 'ghtml';
import { isAccepted } from '../report/session-events.mjs';
import { position } from '../report/wording.mjs';
import { offset } from './lanes.mjs';
import { scrolled } from './table.mjs';

/**
 * @import { Entry } from '../ledger.mjs'
 * @import { SessionReport } from '../report/session-report.mjs'
 */

/** @param {Entry} entry */
function answer({ status, fault, answered }) {
  if (status === null) return `none (${fault ?? 'cut off'})`;
  const lost = answered ? '' : ', lost on its way';
  return `${status}${fault && fault !== 'delay' ? ` (${fault})` : lost}`;
}

/** @param {Entry} entry @param {any} body @param {number} startedAt */
function row(entry, body, startedAt) {
  const { ts = entry.receivedAt, playhead } = body?.playerTime ?? {};
  const type = body?.eventType ?? 'no event';
  const kind = `${isAccepted(entry) ? '' : 'refused'} ${type === 'ping' ? 'ping' : ''}`;
  return html`<tr class="${kind.trim()}">
    <td class="number">+${offset(ts - startedAt)}</td>
    <td>
      <details>
        <summary>${type}</summary>
        <pre>${body ? JSON.stringify(body, null, 2) : entry.rawBody}</pre>
      </details>
    </td>
    <td class="number">${typeof playhead === 'number' ? position(playhead) : ''}</td>
    <td class="number">${Math.round(entry.receivedAt - ts)} ms</td>
    <td>${answer(entry)}</td>
  </tr>`;
}

const head = html`<thead>
  <tr>
    <th scope="col" class="number">Happened</th>
    <th scope="col">Event</th>
    <th scope="col" class="number">Playhead</th>
    <th scope="col" class="number">On its way</th>
    <th scope="col">Answer</th>
  </tr>
</thead>`;

/** Everything that came, in the order of arrival. @param {SessionReport} report @param {Entry[]} entries */
export function eventsSection({ startedAt }, entries) {
  const rows = entries.flatMap((entry) => [entry.body].flat().map((body) => row(entry, body, startedAt)));
  return html`<section class="events" aria-labelledby="events">
    <h2 id="events">Requests, in order of arrival</h2>
    <label class="switch"><input type="checkbox" id="pings" checked /> Pings</label>
    !${scrolled(
      'events',
      html`<table>
        !${head}
        <tbody>
          !${rows}
        </tbody>
      </table>`,
    )}
  </section>`;
}
