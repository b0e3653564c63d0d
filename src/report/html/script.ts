/**
 * The script of the page: it hides rows, and does nothing else. Without it the page shows everything.
 * It is text here because it runs in the reader's browser; it takes nothing from the result but attributes of the rows.
 */
export const script = `
const form = document.querySelector('form');
const rows = [...document.querySelectorAll('tbody tr[data-text]')];
const shown = document.getElementById('shown');
form.hidden = false;
function filter() {
  const data = new FormData(form);
  const words = String(data.get('text')).toLowerCase().split(/\\s+/).filter(Boolean);
  const levels = new Set(data.getAll('level'));
  const fixable = data.has('fixable');
  let count = 0;
  for (const row of rows) {
    const isFinding = row.dataset.level !== undefined;
    const wanted = words.every((word) => row.dataset.text.includes(word)) &&
      (!isFinding || (levels.has(row.dataset.level) && (!fixable || row.dataset.fix === '1')));
    row.hidden = !wanted;
    if (wanted && isFinding) count += 1;
  }
  shown.textContent = count;
}
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
filter();
`;
