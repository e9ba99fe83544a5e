import { html } from 'ghtml';
import { duration } from '../report/wording.mjs';
import { adsSection, chaptersSection, statesSection } from './span-sections.mjs';
import { contentSection } from './content-section.mjs';
import { courseSection } from './course-section.mjs';
import { eventsSection } from './events-section.mjs';
import { figuresSection } from './figures-section.mjs';
import { findingsSection } from './findings-section.mjs';
import { dateTime, endingBadge, layout } from './layout.mjs';
import { metadataSection } from './metadata-section.mjs';
import { plotData } from './plot-data.mjs';
import { qualitySection } from './quality-section.mjs';
import { viewingSection } from './viewing-section.mjs';

/**
 * @import { Entry } from '../ledger.mjs'
 * @import { SessionReport } from '../report/session-report.mjs'
 */

/** @param {SessionReport} report */
const masthead = ({ id, title, startedAt, endedAt, ending, isLive, isResumed, isRecording, length }) =>
  html`<header class="masthead">
    <p class="back"><a href="../">All sessions</a></p>
    <h1>${title}</h1>
    <p class="badges">
      !${endingBadge(ending)}!${isResumed ? html`<span class="badge">Resumed</span>` : ''}!${
        isRecording ? html`<span class="badge">Recording</span>` : ''
      }!${isLive ? html`<span class="badge">Live</span>` : ''}
    </p>
    <p class="about">
      ${dateTime(startedAt)}, for
      ${duration((endedAt - startedAt) / 1_000)}${isLive ? '' : ` on ${duration(length)} of content`}. Session
      <code title="${id}">${id.slice(0, 16)}</code>, <a href="${id}/report.json">all figures as JSON</a>.
    </p>
  </header>`;

/** Inside a script element, only this would end it. @param {unknown} data */
const embedded = (data) => JSON.stringify(data).replaceAll('<', '\\u003c');

/**
 * @param {SessionReport} report
 * @param {Entry[]} entries  of the session, in order of arrival
 * @param {SessionReport[]} viewing  the sessions of the same viewing in order, itself included
 */
export function sessionPage(report, entries, viewing) {
  const sections = [
    figuresSection(report),
    findingsSection(report),
    courseSection(report),
    contentSection(report),
    adsSection(report),
    chaptersSection(report),
    statesSection(report),
    qualitySection(report),
    viewingSection(report, viewing),
    metadataSection(report),
    eventsSection(report, entries),
  ];
  const content = html`!${masthead(report)}
    <main>!${sections}</main>
    <script type="application/json" id="plots">
      !${embedded(plotData(report))}
    </script>`;
  return layout({ title: `${report.title}: session report`, root: '../', content, script: 'report.js' });
}
