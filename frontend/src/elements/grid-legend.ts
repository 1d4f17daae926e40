/** The strip under the grid that names the shapes of the states. */

import {say, type Word} from '../pages/words.ts';
import {iconNode} from './icon.ts';

const SHAPES: readonly (readonly [string, Word, string])[] = [
  ['check', 'onServer', 'ok'],
  ['equal-not', 'conflict', 'warn'],
  ['hourglass', 'held', 'held'],
  ['x', 'refused', 'red'],
  ['lock-keyhole', 'locked', ''],
];

/** Ring, check, ≠, hourglass, × and padlock with their words. */
export function buildLegend(): HTMLElement {
  const legend = document.createElement('div');
  legend.className = 'legend';
  legend.setAttribute('role', 'note');
  legend.setAttribute('aria-label', say('legend'));
  legend.tabIndex = 0;
  const ring = document.createElement('i');
  ring.className = 'ring';
  legend.append(entry(ring, 'onDevice'));
  legend.append(...SHAPES.map(([name, word, tone]) => entry(iconNode(name, `icon small ${tone}`), word)));
  return legend;
}

function entry(shape: Element, word: Word): HTMLElement {
  const line = document.createElement('span');
  line.append(shape, say(word));
  return line;
}
