/** <class-card>: a class and subject at a glance; the whole card is one link to its grid. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {SlotColumn} from '../app/workbench.ts';
import {say} from '../pages/words.ts';
import {icon} from './icon.ts';
import {LightElement} from './light-element.ts';

export interface CardFoot {
  readonly tone: '' | 'warn' | 'accent';
  readonly icon: string;
  readonly text: string;
}

export interface Card {
  readonly path: string;
  readonly code: string;
  readonly line: string;
  readonly isHomeroom: boolean;
  readonly columns: readonly SlotColumn[];
  readonly foot: CardFoot;
}

export class ClassCard extends LightElement {
  static override properties: PropertyDeclarations = {card: {attribute: false}};
  declare card: Card;

  override render(): TemplateResult {
    const {path, code, line, isHomeroom, columns, foot} = this.card;
    return html`<a class="panel card" href=${path}>
      <header class="row between">
        <span class="row"><strong class="class-code">${code}</strong><span class="muted small">${line}</span></span>
        ${isHomeroom ? html`<span class="chip accent">${icon('users', 'small')} ${say('homeroom')}</span>` : nothing}
      </header>
      <span class="columns">${columns.map(column)}</span>
      <footer class=${foot.tone}>${icon(foot.icon, 'small')} ${foot.text}</footer>
    </a>`;
  }

  /** Widths are set on the element: the content policy allows no style in markup. */
  protected override updated(): void {
    for (const bar of this.querySelectorAll<HTMLElement>('.track i')) bar.style.width = `${bar.dataset['part'] ?? 0}%`;
  }
}

function column(slot: SlotColumn): TemplateResult {
  const full = slot.filled >= slot.total;
  const kind = full ? 'full' : slot.filled === 0 ? 'none' : 'part';
  const shape = slot.lockedAt !== null ? icon('lock-keyhole', 'small') : full ? icon('check', 'small') : nothing;
  const part = slot.total === 0 ? 0 : Math.round((100 * slot.filled) / slot.total);
  return html`<span class="column ${kind}">
    <span class="head">${slot.short}${shape}</span>
    <span class="count">${kind === 'none' ? say('notEntered') : `${slot.filled}/${slot.total}`}</span>
    <span class="track"><i data-part=${part}></i></span>
  </span>`;
}

customElements.define('class-card', ClassCard);
