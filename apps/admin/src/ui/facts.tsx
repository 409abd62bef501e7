import { SummaryList } from 'nhsuk-react-components';
import type { ReactNode } from 'react';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values, one under the other; a fact without a value is left out by the caller. */
export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <SummaryList className="tr-facts">
    {facts.map(({ name, value }) => (
      <SummaryList.Row key={name}>
        <SummaryList.Key>{name}</SummaryList.Key>
        <SummaryList.Value>{value}</SummaryList.Value>
      </SummaryList.Row>
    ))}
  </SummaryList>
);
