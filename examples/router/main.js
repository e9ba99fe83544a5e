import { showHome } from './home.js';
import { showWatch } from './watch.js';

/** Each shows a page in `main` and returns what is to be done when it is left. */
const routes = [
  { path: /^\/$/, show: showHome },
  { path: /^\/watch\/(?<id>[\w-]+)$/, show: showWatch },
];

const main = document.querySelector('main');
let leave = () => {};

function show() {
  // The player goes with its page, and its viewing ends with it.
  leave();
  main.replaceChildren();
  const route = routes.find(({ path }) => path.test(location.pathname)) ?? routes[0];
  leave = route.show(main, location.pathname.match(route.path)?.groups ?? {});
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="/"]');
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  show();
});
addEventListener('popstate', show);
show();
