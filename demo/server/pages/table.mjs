import { html } from 'ghtml';

/**
 * @typedef {{ title: string, kind?: 'number' | 'long' }} Column
 * @typedef {object} Table
 * @property {string} id
 * @property {string} title
 * @property {Column[]} columns
 * @property {(string | number)[][]} rows
 */

/** @param {Column} column */
const head = ({ title, kind }) => html`<th scope="col" class="${kind ?? ''}">${title}</th>`;

/** @param {(string | number)[]} cells @param {Column[]} columns */
const row = (cells, columns) =>
  html`<tr>
    !${cells.map((cell, index) => html`<td class="${columns[index]?.kind ?? ''}">${cell}</td>`)}
  </tr>`;

/** A section with a table in it. @param {Table} table */
export const tableSection = ({ id, title, columns, rows }) =>
  html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    !${scrolled(
      id,
      html`<table>
        <thead>
          <tr>
            !${columns.map(head)}
          </tr>
        </thead>
        <tbody>
          !${rows.map((cells) => row(cells, columns))}
        </tbody>
      </table>`,
    )}
  </section>`;

/** Wide tables scroll by themselves, also with the keyboard. @param {string} labelledBy @param {string} table */
export const scrolled = (labelledBy, table) =>
  html`<div class="scroll" tabindex="0" role="group" aria-labelledby="${labelledBy}">!${table}</div>`;
