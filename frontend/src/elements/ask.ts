/** Dialogs that stop before something hard to undo: a question, its consequences, verbs; Esc is the safe answer. */

export interface Answer {
  readonly code: string;
  readonly label: string;
  readonly tone: 'plain' | 'primary' | 'danger';
}

export interface Question {
  readonly title: string;
  readonly body: string;
  /** The safe answer first: it has the focus, and Esc means it. */
  readonly answers: readonly [Answer, ...Answer[]];
  /** Label of a reason that every answer but the safe one needs; '' = none is asked. */
  readonly reason: string;
  readonly reasonMissing: string;
}

/** Asks and waits; gives the code of the answer and the reason. */
export function ask(question: Question): Promise<{code: string; reason: string}> {
  const dialog = document.createElement('dialog');
  dialog.className = 'ask';
  const title = element('h2', question.title);
  title.id = 'ask-title';
  dialog.setAttribute('aria-labelledby', title.id);
  const reason = reasonField(question);
  const actions = element('div', '');
  actions.className = 'actions';
  dialog.append(title, element('p', question.body));
  if (reason !== null) dialog.append(reason.label);
  dialog.append(actions);
  return new Promise((resolve) => {
    const safe = question.answers[0];
    const finish = (code: string): void => {
      if (code !== safe.code && reason !== null && reason.isEmpty()) return;
      resolve({code, reason: reason?.text() ?? ''});
      dialog.close();
      dialog.remove();
    };
    actions.append(...question.answers.map((answer) => button(answer, () => finish(answer.code))));
    dialog.addEventListener('cancel', () => finish(safe.code));
    document.body.append(dialog);
    dialog.showModal();
    actions.querySelector('button')?.focus();
  });
}

interface ReasonField {
  readonly label: HTMLElement;
  readonly text: () => string;
  /** True, with the fault shown, while nothing is written. */
  readonly isEmpty: () => boolean;
}

function reasonField(question: Question): ReasonField | null {
  if (question.reason === '') return null;
  const label = element('label', question.reason);
  label.className = 'field';
  const input = document.createElement('input');
  input.maxLength = 200;
  const fault = element('p', '');
  fault.className = 'fault';
  fault.setAttribute('role', 'alert');
  label.append(input, fault);
  const text = (): string => input.value.trim().normalize('NFC');
  const isEmpty = (): boolean => {
    const empty = text() === '';
    fault.textContent = empty ? question.reasonMissing : '';
    input.setAttribute('aria-invalid', String(empty));
    if (empty) input.focus();
    return empty;
  };
  return {label, text, isEmpty};
}

function button(answer: Answer, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `btn ${answer.tone}`;
  made.textContent = answer.label;
  made.addEventListener('click', press);
  return made;
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
