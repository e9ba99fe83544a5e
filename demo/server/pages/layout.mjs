import { html } from 'ghtml';

/**
 * @typedef {object} Page
 * @property {string} title
 * @property {string} root  the way to the index, from this page
 * @property {string} content  HTML
 * @property {string} [script]  of the assets, which draws plots
 */

/** @param {Page} page @returns {string} HTML */
export const layout = ({ title, root, content, script }) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="${root}assets/icon.svg" />
        <link rel="stylesheet" href="${root}assets/uPlot.min.css" />
        <link rel="stylesheet" href="${root}assets/report.css" />
        !${
          script
            ? html`<script src="${root}assets/uPlot.iife.min.js" defer></script>
                <script src="${root}assets/${script}" type="module"></script>`
            : ''
        }
      </head>
      <body>
        !${content}
      </body>
    </html>`;

/** A cell that says something; the mark is for those who see it. @param {import('../report/session-report.mjs').Ending} ending */
export const endingBadge = (ending) => html`<span class="badge ${ending}">${endingWords[ending]}</span>`;

/** @type {Record<import('../report/session-report.mjs').Ending, string>} */
export const endingWords = { completed: 'Completed', ended: 'Left', running: 'Running', timedOut: 'No end' };

/** To the second, UTC: the server's own time zone means nothing to a reader elsewhere. @param {number} at  ms since the epoch */
export const dateTime = (at) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
