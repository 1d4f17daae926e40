/** Icons are <symbol>s of the sprite in the shell; a screen only points at them. */

import {html, svg, type TemplateResult} from 'lit';

const SVG = 'http://www.w3.org/2000/svg';

export type IconSize = 'small' | 'normal' | 'large' | 'huge';

/** An icon beside a word: hidden from screen readers. */
export function icon(name: string, size: IconSize = 'normal'): TemplateResult {
  return html`<svg class="icon ${size}" viewBox="0 0 24 24" aria-hidden="true">${svg`<use href="#icon-${name}"></use>`}</svg>`;
}

/** The same icon as a node, for the grid, which paints without templates. */
export function iconNode(name: string, className: string): SVGSVGElement {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('class', className);
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  drawing.append(use);
  return drawing;
}
