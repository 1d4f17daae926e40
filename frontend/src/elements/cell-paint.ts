/** Puts faces into table cells: text only through textContent. */

import type {CellFace} from './cell-face.ts';
import type {ResultFace} from './grid-shape.ts';
import {iconNode} from './icon.ts';

/** Paints a mark with its shape; what it says goes into the label. */
export function paintCell(cell: HTMLTableCellElement, face: CellFace): void {
  cell.textContent = face.text;
  if (face.note !== '') cell.append(' ', small(face.note));
  if (face.shape !== '') cell.append(shapeNode(face.shape));
  cell.className = face.classes;
  cell.title = face.classes.includes('long') ? face.text : '';
  cell.setAttribute('aria-label', face.label);
  mark(cell, 'aria-invalid', face.shape === 'x');
  mark(cell, 'aria-readonly', face.classes.endsWith('locked'));
}

/** Paints a result cell: a figure, or in small words what is missing. */
export function paintResult(cell: HTMLTableCellElement, face: ResultFace, label: string): void {
  cell.textContent = face.text;
  cell.className = face.none ? 'cell average none' : 'cell average';
  cell.setAttribute('aria-label', `${label}, ${face.text}`);
}

/** Shows what was just typed until it is durable: plain ink, no state mark. */
export function paintPending(cell: HTMLTableCellElement, typed: string): void {
  cell.textContent = typed;
  cell.classList.add('pending');
}

function shapeNode(shape: string): Element {
  if (shape !== 'ring') return iconNode(shape, 'shape');
  const ring = document.createElement('i');
  ring.className = 'shape';
  return ring;
}

function small(text: string): HTMLElement {
  const note = document.createElement('small');
  note.textContent = text;
  return note;
}

function mark(cell: HTMLElement, attribute: string, holds: boolean): void {
  if (holds) cell.setAttribute(attribute, 'true');
  else cell.removeAttribute(attribute);
}
