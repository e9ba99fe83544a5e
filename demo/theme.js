import { find } from './dom.js';

const key = 'demo-theme';

/** Storage can be forbidden; the page works without. @param {(storage: Storage) => string | null | void} use */
function remembered(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

/** Follows the system until the visitor says otherwise. @param {() => void} changed */
export function addThemeSwitch(changed) {
  const button = find('#theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  let chosen = remembered((storage) => storage.getItem(key));
  const isDark = () => (chosen ? chosen === 'dark' : system.matches);
  const show = () => {
    document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
    button.textContent = isDark() ? 'Light theme' : 'Dark theme';
    changed();
  };
  button.addEventListener('click', () => {
    chosen = isDark() ? 'light' : 'dark';
    remembered((storage) => storage.setItem(key, chosen ?? ''));
    show();
  });
  system.addEventListener('change', show);
  show();
}
