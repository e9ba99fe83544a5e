import { html } from 'ghtml';
import { layout } from './layout.mjs';

export const missingPage = () =>
  layout({
    title: 'No such session',
    root: '../',
    content: html`<main class="missing">
      <h1>No such session</h1>
      <p>
        None was opened under this id. Without <code>--store</code>, sessions are kept only for as long as the server
        runs.
      </p>
      <p><a href="../">All sessions</a></p>
    </main>`,
  });
