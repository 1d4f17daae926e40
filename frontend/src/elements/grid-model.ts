/** Where the active cell goes. Pure: a grid is so many rows and columns, a place is a row and a column. */

export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

export type Step =
  | 'up' | 'down' | 'left' | 'right' | 'next' | 'previous'
  | 'row-start' | 'row-end' | 'first' | 'last' | 'page-up' | 'page-down';

const clamp = (number: number, count: number): number => Math.max(0, Math.min(count - 1, number));

/** The place after a step; a step off the edge stays, except `next` and `previous`, which turn into the next row. */
export function move(place: Place, step: Step, extent: Extent, page: number): Place {
  const {row, column} = place;
  const at = (toRow: number, toColumn: number): Place => ({
    row: clamp(toRow, extent.rows),
    column: clamp(toColumn, extent.columns),
  });
  switch (step) {
    case 'up': return at(row - 1, column);
    case 'down': return at(row + 1, column);
    case 'left': return at(row, column - 1);
    case 'right': return at(row, column + 1);
    case 'row-start': return at(row, 0);
    case 'row-end': return at(row, extent.columns - 1);
    case 'first': return at(0, 0);
    case 'last': return at(extent.rows - 1, extent.columns - 1);
    case 'page-up': return at(row - page, column);
    case 'page-down': return at(row + page, column);
    case 'next': return turn(place, 1, extent);
    case 'previous': return turn(place, -1, extent);
  }
}

/** True when Tab (or Shift+Tab) has nowhere left to go inside the grid. */
export function isEdge(place: Place, step: 'next' | 'previous', extent: Extent): boolean {
  const end = move(place, step === 'next' ? 'last' : 'first', extent, 1);
  return place.row === end.row && place.column === end.column;
}

function turn(place: Place, by: 1 | -1, extent: Extent): Place {
  const index = clamp(place.row * extent.columns + place.column + by, extent.rows * extent.columns);
  return {row: Math.floor(index / extent.columns), column: index % extent.columns};
}
