/** alloy takes `fetch` as it is when it is loaded, and wants HTTPS, which the local backend has not: so this comes first. */
export const EDGE = 'edge.bench.test';
export const redirect = { port: 0 };

const { fetch } = window;
window.fetch = (url, init) =>
  fetch(String(url).replace(`https://${EDGE}/`, `http://localhost:${redirect.port}/`), init);
