/** The frame of a screen: bar above with the sync pill, rail (bottom bar in portrait), work in the middle. */

import {html, nothing, type TemplateResult} from 'lit';
import {say} from '../pages/words.ts';
import type {Workbench} from '../app/workbench.ts';
import {icon} from './icon.ts';
import './sync-pill.ts';

export interface RailEntry {
  readonly path: string;
  readonly label: string;
  readonly icon: string;
  readonly badge: number;
}

export interface Frame {
  readonly workbench: Workbench;
  readonly title: string;
  readonly line: string;
  /** Where the back arrow leads; null = this screen stands in the rail. */
  readonly back: string | null;
  readonly path: string;
  readonly rail: readonly RailEntry[];
  readonly person: string;
  readonly unsentLines: () => readonly string[];
  readonly work: TemplateResult;
}

/** Draws the frame around `work`. */
export function frame(parts: Frame): TemplateResult {
  return html`<app-frame class=${parts.back === null ? '' : 'deep'}>
    ${bar(parts)}${rail(parts)}
    <main class="work" id="work">${parts.work}</main>
  </app-frame>`;
}

function bar({workbench, title, line, back, person, unsentLines}: Frame): TemplateResult {
  const start =
    back === null
      ? html`<span class="mark">${icon('book-open', 'large')}</span>`
      : html`<a class="icon-btn" href=${back} aria-label=${say('back')} title=${say('back')}>${icon('arrow-left')}</a>`;
  return html`<header class="bar">
    ${start}
    <div class="title"><h1>${title}</h1><p>${line}</p></div>
    <sync-pill .workbench=${workbench} .unsentLines=${unsentLines}></sync-pill>
    <a class="who" href="/khac" aria-label=${say('account', {name: person, initials: initials(person)})} title=${person}>${initials(person)}</a>
  </header>`;
}

function rail({rail: entries, path}: Frame): TemplateResult {
  return html`<nav class="rail" aria-label=${say('mainNavigation')}>
    ${entries.map((entry) => html`<a href=${entry.path} aria-current=${isHere(entry.path, path) ? 'page' : nothing}>
      ${icon(entry.icon, 'large')}${entry.label}
      ${entry.badge > 0 ? html`<span class="badge">${entry.badge}</span>` : nothing}
    </a>`)}
  </nav>`;
}

function isHere(entry: string, path: string): boolean {
  return entry === '/' ? path === '/' : path === entry || path.startsWith(`${entry}/`);
}

/** First letters of the given name and the family name: Phạm Thảo Lan → PL. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const [first, last] = [parts[0] ?? '', parts.length > 1 ? (parts.at(-1) ?? '') : ''];
  return (first.slice(0, 1) + last.slice(0, 1)).toLocaleUpperCase('vi');
}
