import type { ReactNode } from 'react';

interface TableProps {
  readonly caption: string;
  readonly headings: readonly ReactNode[];
  readonly isBusy?: boolean;
  readonly children: ReactNode;
}

/**
 * A table that becomes short cards on a phone. The roles are written out because a card is laid out
 * as a grid, and a grid takes them away.
 */
export const DataTable = ({ caption, headings, isBusy, children }: TableProps) => (
  <table className="nhsuk-table tr-table" role="table" aria-busy={isBusy ?? false}>
    <caption className="nhsuk-table__caption nhsuk-u-visually-hidden">{caption}</caption>
    <thead className="nhsuk-table__head" role="rowgroup">
      <tr role="row">
        {headings.map((heading, index) => (
          <th key={index} scope="col" role="columnheader" className="nhsuk-table__header">
            {heading}
          </th>
        ))}
      </tr>
    </thead>
    <tbody className="nhsuk-table__body" role="rowgroup">
      {children}
    </tbody>
  </table>
);

export const Row = ({ children }: { children: ReactNode }) => (
  <tr className="nhsuk-table__row" role="row">
    {children}
  </tr>
);

interface CellProps {
  /** Where the cell goes on the card of a phone; `extra` is left out there. */
  readonly place: 'who' | 'status' | 'wide' | 'extra' | 'tick';
  readonly children: ReactNode;
}

export const Cell = ({ place, children }: CellProps) => (
  <td className={`nhsuk-table__cell tr-cell-${place}`} role="cell">
    {children}
  </td>
);
