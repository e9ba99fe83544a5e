import { html } from 'ghtml';

/** Drawn by the page's script; what it shows is told in words or tables elsewhere on the page. @param {string} name @param {string} caption */
export const plot = (name, caption) =>
  html`<figure class="plot">
    <figcaption>${caption}<output data-readout="${name}"></output></figcaption>
    <div data-plot="${name}" role="img" aria-label="${caption}"></div>
  </figure>`;
