/** One line about what the user just did, at most with "Hoàn tác"; gone after six seconds unless it has the focus. */

const SHOWN_MS = 6000;
let current: HTMLElement | null = null;

/** Shows `text`; `action` is an optional button. */
export function toast(text: string, action: {label: string; run: () => void} | null): void {
  current?.remove();
  const box = document.createElement('div');
  box.className = 'toast';
  box.setAttribute('role', 'status');
  const line = document.createElement('span');
  line.textContent = text;
  box.append(line);
  if (action !== null) box.append(actionButton(action, box));
  document.body.append(box);
  current = box;
  fade(box);
}

function fade(box: HTMLElement): void {
  setTimeout(() => {
    if (box.contains(document.activeElement)) fade(box);
    else box.remove();
  }, SHOWN_MS);
}

function actionButton(action: {label: string; run: () => void}, box: HTMLElement): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn quiet';
  button.textContent = action.label;
  button.addEventListener('click', () => {
    box.remove();
    action.run();
  });
  return button;
}
