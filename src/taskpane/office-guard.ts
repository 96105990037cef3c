/** office.js loads before this script; how long it may take to say so is the network's business, not a timer's. */
const missing = document.getElementById('office-missing');
const isLoaded = 'Office' in globalThis;

// Without Microsoft's library nothing of the pane can work: say so plainly instead of an empty page.
if (!isLoaded && missing) {
  missing.hidden = false;
  document.getElementById('root')?.remove();
}
document.getElementById('office-retry')?.addEventListener('click', () => location.reload());

export {};
