import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly name: ReactNode;
  readonly facts: readonly ReactNode[];
  /** Risk and safeguarding in words; never colour alone. */
  readonly warnings: readonly string[];
  /** What to know before making contact; it scrolls away, so that the bar stays low on a phone. */
  readonly cautions: readonly string[];
}

/** Stays at the top while the page scrolls: whose page this is, and what to mind. */
export const IdentityBar = ({ label, name, facts, warnings, cautions }: Props) => (
  <>
    <section className="tr-identity" aria-label={label}>
      <div className="tr-identity__facts">
        <strong className="tr-identity__name">{name}</strong>
        {facts.map((fact, index) => (
          <span key={index}>{fact}</span>
        ))}
      </div>
      {warnings.length > 0 && (
        <ul className="tr-identity__warnings" aria-label="Take care">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </section>
    {cautions.length > 0 && (
      <ul className="tr-cautions" aria-label="Before you contact them">
        {cautions.map((caution) => (
          <li key={caution}>{caution}</li>
        ))}
      </ul>
    )}
  </>
);
